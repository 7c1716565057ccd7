using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>What makes a rename survive a loss of power, and a file have two names; POSIX only.</summary>
static partial class DurableFile
{
    const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux
    const int ReadOnlyDirectoryMac = 0x100000; // the same on macOS
    const int OtherDisk = 18; // EXDEV

    /// <summary>Waits until a file's bytes are on the disk.</summary>
    public static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Waits until a folder's entries are on the disk.</summary>
    public static void FlushFolder(string path)
    {
        var descriptor = Open(path, OperatingSystem.IsMacOS() ? ReadOnlyDirectoryMac : ReadOnlyDirectory);
        if (descriptor < 0)
            throw new IOException($"{path} cannot be opened to be flushed ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}).");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Fsync(descriptor) != 0)
            throw new IOException($"{path} cannot be flushed to the disk ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}).");
    }

    /// <summary>Gives a file a second name.</summary>
    public static void HardLink(string existing, string name)
    {
        if (Link(existing, name) != 0)
            throw new IOException($"{existing} cannot be linked as {name} ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}).");
    }

    /// <summary>Renames a file in one step over whatever has the new name; false where the two places are on different disks, which .NET would copy between.</summary>
    public static bool TryRename(string existing, string name)
    {
        if (Rename(existing, name) == 0)
            return true;
        return Marshal.GetLastPInvokeError() is var number && number == OtherDisk ? false : throw new IOException($"{existing} cannot be renamed to {name}: {Marshal.GetPInvokeErrorMessage(number)}.");
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string existing, string name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
