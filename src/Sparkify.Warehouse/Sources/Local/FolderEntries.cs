using System.Runtime.InteropServices;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>What the system says that an entry is, without a look at it.</summary>
enum EntryKind : byte
{
    Unknown = 0,
    Folder = 4,
    File = 8,
    Link = 10,
}

/// <summary>The entries of one folder, name by name, as bytes.</summary>
sealed unsafe class FolderEntries : IDisposable
{
    // struct dirent of 64-bit Linux: inode and offset (8 each), record length (2), type (1), name.
    const int TypeAt = 18;
    const int NameAt = 19;

    nint entries;
    byte* entry;

    FolderEntries(nint entries, int descriptor) => (this.entries, Descriptor) = (entries, descriptor);

    /// <summary>The folder.</summary>
    public int Descriptor { get; }

    /// <summary>The name of the entry; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Name => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameAt);

    /// <summary>The name, followed by a zero.</summary>
    public ReadOnlySpan<byte> TerminatedName => new(entry + NameAt, Name.Length + 1);

    /// <summary>What it is; some file systems do not say.</summary>
    public EntryKind Kind => (EntryKind)entry[TypeAt];

    /// <summary>Opens a folder under a root. Null, with the error in errno, if it cannot be opened.</summary>
    public static FolderEntries? Open(SourceRoot root, byte[] relative)
    {
        var descriptor = root.OpenFolder(relative);
        if (descriptor < 0)
            return null;
        var entries = Posix.OpenEntries(descriptor);
        if (entries != 0)
            return new FolderEntries(entries, descriptor);
        _ = Posix.Close(descriptor);
        return null;
    }

    /// <summary>Goes to the next entry but "." and ".."; false at the end. An <see cref="IOException"/> where the folder cannot be read on.</summary>
    public bool MoveNext()
    {
        do
        {
            entry = (byte*)Posix.NextEntry(entries);
            if (entry == null)
                return Marshal.GetLastPInvokeError() == 0 ? false : throw new IOException($"{Posix.LastError}.");
        }
        while (Name is [(byte)'.'] or [(byte)'.', (byte)'.']);
        return true;
    }

    public void Dispose()
    {
        if (entries != 0)
            _ = Posix.CloseEntries(entries);
        entries = 0;
    }
}
