using System.Globalization;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources;

/// <summary>
/// A folder tree on this machine. Links to files are followed under the link's own path, links to folders are not;
/// a link that leads nowhere is an error on that file. Names that begin with a dot are passed over.
/// </summary>
public sealed class LocalFolder(string path) : ISourceFolder
{
    static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    readonly string root = Path.GetFullPath(path);

    /// <inheritdoc/>
    public string Name => root;

    /// <inheritdoc/>
    public IEnumerable<SourceFile> List(CancellationToken cancellation)
    {
        if (!Directory.Exists(root))
            throw new WarehouseException(File.Exists(root)
                ? $"{root} is a file. Expected a folder of {SourceNames.Expected} files."
                : $"The folder {root} does not exist. Name an existing folder of {SourceNames.Expected} files.");
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var entry in Entries(folder))
            {
                if (entry.Name[0] == '.')
                    continue;
                if (entry is FileInfo file && SourceNames.Matches(file.Name))
                    yield return Describe(file);
                else if (entry is DirectoryInfo child && child.LinkTarget is null)
                    folders.Push(child);
            }
        }
    }

    /// <inheritdoc/>
    // The reader has a buffer of its own, and writers are not kept out: a log may grow while it is read.
    public Stream Open(SourceFile file) => new FileStream(file.Uri, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    static FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos("*", EveryEntry);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new WarehouseException($"The folder {folder.FullName} may not be listed: {error.Message} Make it readable, or name another folder.", cause: error);
        }
    }

    static SourceFile Describe(FileInfo file)
    {
        try
        {
            // A link counts as the file it leads to, under its own path.
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            if (target is not { Exists: true })
                return new SourceFile(file.FullName, 0, "", "It is a link that leads nowhere. Mend or remove the link.");
            return new SourceFile(file.FullName, target.Length, Nanoseconds(target.LastWriteTimeUtc));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SourceFile(file.FullName, 0, "", error.Message);
        }
    }

    static string Nanoseconds(DateTime utc) => ((utc - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
