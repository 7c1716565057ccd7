using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sparkify.Web.Workers;

/// <summary>Takes standard output away from everything else in this process, because SQL can make an engine print there.</summary>
static partial class StandardOutput
{
    const int Descriptor = 1;

    /// <summary>The stream behind standard output, for the caller alone; anything printed from now on is discarded.</summary>
    public static Stream TakeOver()
    {
        var own = Checked(Duplicate(Descriptor));
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        _ = Checked(Duplicate((int)nowhere.DangerousGetHandle(), Descriptor));
        return new FileStream(new SafeFileHandle(own, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    static int Checked(int descriptor) => descriptor >= 0 ? descriptor : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int descriptor, int to);
}
