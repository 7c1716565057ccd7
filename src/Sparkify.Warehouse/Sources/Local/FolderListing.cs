using System.Text;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>
/// Lists the files of a source's folder on Linux, by the bytes of their names: one that cannot be read, or a folder that cannot be listed, is an entry with
/// its error, and so is a name that is no text. Names that begin with a dot are left out.
/// </summary>
sealed class FolderListing(SourceRoot root, PassedOverTally passedOver, CancellationToken cancellation)
{
    readonly List<SourceFile> files = [];
    readonly List<(string Uri, string Error)> illNamed = [];
    readonly Stack<Folder> waiting = new();

    /// <summary>A folder still to be listed: its path under the root followed by a zero, and the folder above it, or itself, whose name is not text.</summary>
    readonly record struct Folder(byte[] Relative, UnnamedFolder? Unnamed)
    {
        public ReadOnlySpan<byte> Path => Relative.AsSpan(0, Relative.Length - 1);
    }

    /// <summary>A folder whose name is not text, and how many files of the source are in it.</summary>
    sealed record UnnamedFolder(string Uri)
    {
        public long Files { get; set; }
    }

    /// <summary>All files. An <see cref="IOException"/> where the root itself cannot be listed.</summary>
    public List<SourceFile> Run()
    {
        var unnamed = new List<UnnamedFolder>();
        waiting.Push(new Folder([0], null));
        while (waiting.TryPop(out var folder))
        {
            try
            {
                List(folder, unnamed);
            }
            catch (IOException error) when (folder.Relative is not [0])
            {
                files.Add(Failed(Uri(folder.Path) + "/", $"The folder cannot be listed: {error.Message} Nothing in it was read. Make it readable for the user that loads, or move it away."));
            }
        }
        foreach (var folder in unnamed)
            if (folder.Files > 0)
                illNamed.Add((folder.Uri, $"The name of this folder is not UTF-8, so its {folder.Files:N0} {(folder.Files == 1 ? "file was" : "files were")} not read. Rename it."));
        AddIllNamed();
        return files;
    }

    void List(Folder folder, List<UnnamedFolder> unnamed)
    {
        using var entries = FolderEntries.Open(root, folder.Relative) ?? throw new IOException($"{Posix.LastError}.");
        while (entries.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            if (entries.Name[0] != '.')
                Take(folder, entries, unnamed);
        }
    }

    void Take(Folder folder, FolderEntries entries, List<UnnamedFolder> unnamed)
    {
        var status = default(FileStatus);
        var matches = SourceNames.Matches(entries.Name);
        var kind = entries.Kind;
        if (kind is EntryKind.Unknown || (matches && kind is not (EntryKind.Folder or EntryKind.Link)))
        {
            // It may have vanished, which is not an error.
            if (!Posix.TryStat(entries.Descriptor, entries.TerminatedName, Posix.NoFollow, out status))
            {
                if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Posix.NoEntry)
                    Add(folder, entries, default, $"{Posix.LastError}.");
                return;
            }
            kind = status.IsFolder ? EntryKind.Folder : status.IsLink ? EntryKind.Link : EntryKind.File;
        }
        var relative = PathNames.Join(folder.Path, entries.Name);
        if (kind is EntryKind.Folder)
            waiting.Push(new Folder(relative, folder.Unnamed ?? Unnamed(entries.Name, relative, unnamed)));
        else if (kind is EntryKind.Link)
            TakeLink(folder, entries, relative, matches);
        else if (matches)
            Add(folder, entries, status, SourceRoot.Refusal(status));
        else
            passedOver.Add(PassedOverTally.Ending, Uri(relative.AsSpan(0, relative.Length - 1)));
    }

    void TakeLink(Folder folder, FolderEntries entries, byte[] relative, bool matches)
    {
        if (root.Resolve(root.PathOf(relative)) is not var (target, error))
            passedOver.Add(PassedOverTally.LinkToFolder, Uri(relative.AsSpan(0, relative.Length - 1)));
        else if (matches)
            Add(folder, entries, target, error);
        else
            passedOver.Add(PassedOverTally.Ending, Uri(relative.AsSpan(0, relative.Length - 1)));
    }

    void Add(Folder folder, FolderEntries entries, in FileStatus status, string? error)
    {
        if (folder.Unnamed is { } unnamed)
        {
            unnamed.Files++;
            return;
        }
        var path = PathNames.Join(folder.Path, entries.Name).AsSpan()[..^1];
        if (!PathNames.IsText(entries.Name))
            illNamed.Add((Uri(path), "Its name is not UTF-8 (shown with \\x for the bytes that are not). Rename it."));
        else if (root.UriOf(Encoding.UTF8.GetString(path)) is var uri && Encoding.UTF8.GetByteCount(uri) > PathNames.Longest)
            files.Add(Failed(PathNames.Shortened(uri), $"Its path is longer than {PathNames.Longest:N0} bytes. Move it to a shorter one."));
        else
            files.Add(error is null ? new SourceFile(uri, (long)status.Size, status.Version) : Failed(uri, error));
    }

    UnnamedFolder? Unnamed(ReadOnlySpan<byte> name, byte[] relative, List<UnnamedFolder> unnamed)
    {
        if (PathNames.IsText(name))
            return null;
        var folder = new UnnamedFolder(Uri(relative.AsSpan(0, relative.Length - 1)) + "/");
        unnamed.Add(folder);
        return folder;
    }

    // Another file may really have the name that an escaped name looks like.
    void AddIllNamed()
    {
        if (illNamed is [])
            return;
        var taken = files.Select(file => file.Uri).ToHashSet(StringComparer.Ordinal);
        foreach (var (uri, error) in illNamed)
        {
            var distinct = uri;
            while (!taken.Add(distinct))
                distinct += "?";
            files.Add(Failed(distinct, error));
        }
    }

    string Uri(ReadOnlySpan<byte> path) => PathNames.Shortened(root.UriOf(PathNames.Shown(path)));

    static SourceFile Failed(string uri, string error) => new(uri, 0, "", error);
}
