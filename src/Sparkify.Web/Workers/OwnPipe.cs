using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sparkify.Web.Workers;

/// <summary>Standard output, taken away from everything else in this process: an engine can be made to print there by whoever writes SQL.</summary>
static partial class OwnPipe
{
    const int StandardOutput = 1;

    /// <summary>What standard output leads to now, for the caller alone; what is printed from here on goes nowhere.</summary>
    public static Stream Take()
    {
        var own = Checked(Duplicate(StandardOutput));
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        _ = Checked(Duplicate((int)nowhere.DangerousGetHandle(), StandardOutput));
        return new FileStream(new SafeFileHandle(own, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    static int Checked(int descriptor) => descriptor >= 0 ? descriptor : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int descriptor, int to);
}
