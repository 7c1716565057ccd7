using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>What makes a rename survive a loss of power, and a file have two names; POSIX only.</summary>
static partial class DurableFile
{
    const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux
    const int ReadOnlyDirectoryMac = 0x100000; // the same on macOS

    /// <summary>Waits until a file's bytes are on the disk.</summary>
    public static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Waits until a folder's entries are on the disk.</summary>
    public static void FlushFolder(string path)
    {
        var descriptor = Open(path, OperatingSystem.IsMacOS() ? ReadOnlyDirectoryMac : ReadOnlyDirectory);
        if (descriptor < 0)
            throw new IOException($"{path} cannot be opened to be flushed (errno {Marshal.GetLastPInvokeError()}).");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Fsync(descriptor) != 0)
            throw new IOException($"{path} cannot be flushed to the disk (errno {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Gives a file a second name.</summary>
    public static void HardLink(string existing, string name)
    {
        if (Link(existing, name) != 0)
            throw new IOException($"{existing} cannot be linked as {name} (errno {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
