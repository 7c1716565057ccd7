using System.Runtime.InteropServices;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>The calls of Linux that say what a name is before anything is read from it; .NET's own follow links, wait for pipes and change names that are not UTF-8.</summary>
static unsafe partial class Posix
{
    public const int CurrentFolder = -100; // AT_FDCWD
    public const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    public const int EmptyPath = 0x1000; // AT_EMPTY_PATH

    public const int NonBlocking = 0x800; // O_NONBLOCK
    public const int NoTerminal = 0x100; // O_NOCTTY
    public const int CloseOnExec = 0x80000; // O_CLOEXEC
    public const int PathOnly = 0x200000; // O_PATH: nothing is opened but the name

    public const int NoEntry = 2; // ENOENT
    public const int TooManyLinks = 40; // ELOOP

    const int NotPermitted = 1; // EPERM
    const int NoSuchCall = 38; // ENOSYS
    const nint OpenAt2Call = 437;
    const ulong NoLinks = 4; // RESOLVE_NO_SYMLINKS

    // O_DIRECTORY and O_NOFOLLOW, the two flags here with other values on ARM.
    static readonly int Directory = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;
    static readonly int NoLastLink = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>What errno says of the last call, for people.</summary>
    public static string LastError => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    /// <summary>Opens a name without waiting; a negative number where that fails.</summary>
    public static int Open(ReadOnlySpan<byte> path, int flags)
    {
        fixed (byte* name = path)
            return Open(name, flags | CloseOnExec);
    }

    /// <summary>Opens a folder under another one by its relative path, without following a link.</summary>
    public static int OpenFolderBeneath(int root, ReadOnlySpan<byte> relative) => OpenBeneath(root, relative, Directory);

    /// <summary>Opens a folder that is no link.</summary>
    public static int OpenFolder(ReadOnlySpan<byte> path) => Open(path, Directory | NoLastLink);

    /// <summary>Whether the last call failed for want of <c>openat2</c>: before Linux 5.6, or in a sandbox that does not know it.</summary>
    public static bool LacksOpenBeneath => Marshal.GetLastPInvokeError() is NoSuchCall or NotPermitted;

    /// <summary>
    /// Opens a file under a folder by its relative path, without following a link and without waiting for a pipe or device. ELOOP if there is a link.
    /// </summary>
    public static int OpenFileBeneath(int root, ReadOnlySpan<byte> relative) => OpenBeneath(root, relative, NonBlocking | NoTerminal);

    /// <summary>Looks at a name; false where that fails.</summary>
    public static bool TryStat(int folder, ReadOnlySpan<byte> name, int flags, out FileStatus status)
    {
        const uint BasicStats = 0x7ff;
        fixed (byte* path = name)
        fixed (FileStatus* into = &status)
            return Statx(folder, path, flags, BasicStats, into) == 0;
    }

    /// <summary>The path of what a descriptor leads to, wherever its name led through; null where the system does not say.</summary>
    public static byte[]? PathOf(int descriptor)
    {
        const int LongestPath = 4096;
        var path = stackalloc byte[LongestPath];
        fixed (byte* link = Descriptor(descriptor))
            return ReadLink(link, path, LongestPath) is > 0 and var length ? new ReadOnlySpan<byte>(path, (int)length).ToArray() : null;
    }

    /// <summary>The name by which a descriptor can be opened again; ends with a zero, as the calls here want it.</summary>
    public static byte[] Descriptor(int descriptor) => System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{descriptor}\0");

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    public static partial nint OpenEntries(int descriptor);

    /// <summary>The next entry; 0 at the end, with the error in errno where it is none.</summary>
    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    public static partial nint NextEntry(nint entries);

    [LibraryImport("libc", EntryPoint = "closedir")]
    public static partial int CloseEntries(nint entries);

    static int OpenBeneath(int root, ReadOnlySpan<byte> relative, int flags)
    {
        var how = new OpenHow { Flags = (ulong)(flags | CloseOnExec), Resolve = NoLinks };
        fixed (byte* path = relative)
            return (int)OpenAt2(OpenAt2Call, root, path, &how, sizeof(OpenHow));
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenAt2(nint call, nint folder, byte* path, OpenHow* how, nint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Statx(int folder, byte* path, int flags, uint mask, FileStatus* status);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    private static partial nint ReadLink(byte* path, byte* into, nint size);

    struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}

/// <summary>What a name is: <c>struct statx</c> of linux/stat.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
struct FileStatus
{
    const int TypeMask = 0xF000; // S_IFMT

    [FieldOffset(28)]
    readonly ushort mode;

    [FieldOffset(40)]
    public readonly ulong Size;

    [FieldOffset(112)]
    public readonly long Seconds;

    [FieldOffset(120)]
    public readonly uint Nanoseconds;

    /// <summary>Whether it is a file with bytes of its own.</summary>
    public readonly bool IsFile => (mode & TypeMask) == 0x8000;

    /// <summary>Whether it is a folder.</summary>
    public readonly bool IsFolder => (mode & TypeMask) == 0x4000;

    /// <summary>Whether it is a symbolic link.</summary>
    public readonly bool IsLink => (mode & TypeMask) == 0xA000;

    /// <summary>What it is, for people.</summary>
    public readonly string Kind => (mode & TypeMask) switch
    {
        0x8000 => "a file",
        0x4000 => "a folder",
        0xA000 => "a link",
        0x1000 => "a named pipe (FIFO)",
        0xC000 => "a socket",
        0x2000 => "a character device",
        0x6000 => "a block device",
        _ => "of an unknown kind",
    };

    /// <summary>When it was last changed, as the ledger keeps it: nanoseconds since 1970, in steps of a hundred.</summary>
    public readonly string Version => ((Seconds * 1_000_000_000) + (Nanoseconds / 100 * 100)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
