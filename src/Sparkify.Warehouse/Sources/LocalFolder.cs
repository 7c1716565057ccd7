using System.Globalization;
using System.IO.Enumeration;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources;

/// <summary>
/// A folder tree on this machine. Links to files are followed under the link's own path, links to folders are not;
/// a link that leads nowhere is an error on that file. Names that begin with a dot are passed over.
/// </summary>
public sealed class LocalFolder(string path) : ISourceFolder, IFileOpener
{
    static readonly EnumerationOptions WholeTree = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = true };

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
        try
        {
            return [.. Files(cancellation)];
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new WarehouseException($"The folder {root} may not be listed whole: {error.Message} Make it readable, or name another folder.", cause: error);
        }
    }

    /// <inheritdoc/>
    public IFileOpener Opener(CancellationToken cancellation) => this;

    /// <inheritdoc/>
    // The system reads ahead.
    public void Expect(SourceFile file)
    {
    }

    /// <inheritdoc/>
    public void ExpectOnly(IReadOnlyCollection<SourceFile> files)
    {
    }

    /// <inheritdoc/>
    // The reader has a buffer of its own, and writers are not kept out: a log may grow while it is read.
    public Stream Open(SourceFile file) => new FileStream(file.Uri, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    FileSystemEnumerable<SourceFile> Files(CancellationToken cancellation) => new(root, Describe, WholeTree)
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && SourceNames.Matches(entry.FileName),
        ShouldRecursePredicate = (ref entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return entry.FileName[0] != '.' && !IsLink(ref entry);
        },
    };

    static SourceFile Describe(ref FileSystemEntry entry) => IsLink(ref entry)
        ? DescribeTarget(entry.ToFullPath())
        : new SourceFile(entry.ToFullPath(), entry.Length, Nanoseconds(entry.LastWriteTimeUtc.UtcDateTime));

    // So is a file that vanished meanwhile: it has every attribute.
    static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    // A link counts as the file it leads to, under its own path.
    static SourceFile DescribeTarget(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo { Exists: true } target
                ? new SourceFile(path, target.Length, Nanoseconds(target.LastWriteTimeUtc))
                : new SourceFile(path, 0, "", "It is a link that leads nowhere. Mend or remove the link.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SourceFile(path, 0, "", error.Message);
        }
    }

    static string Nanoseconds(DateTime utc) => ((utc - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
