using System.Globalization;
using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>
/// The same with .NET's own means, for systems other than Linux. Links must stay within the folder here as well, but pipes and devices cannot be told from
/// files before they are opened, and files whose names are not UTF-8 cannot be opened.
/// </summary>
static class PortableFiles
{
    static readonly EnumerationOptions WholeTree = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = true };

    /// <summary>Lists a folder; an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where it, or a folder in it, cannot be.</summary>
    public static List<SourceFile> List(string root, PassedOverTally passedOver, CancellationToken cancellation) => [.. new FileSystemEnumerable<SourceFile>(root, (ref entry) => Describe(root, ref entry), WholeTree)
    {
        ShouldIncludePredicate = (ref entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.IsDirectory || entry.FileName[0] == '.')
                return false;
            if (SourceNames.Matches(entry.FileName))
                return true;
            passedOver.Add(PassedOverTally.Ending, entry.ToFullPath());
            return false;
        },
        ShouldRecursePredicate = (ref entry) => entry.FileName[0] != '.' && !IsLink(ref entry),
    }];

    /// <summary>Opens a file under the folder.</summary>
    public static SafeFileHandle Open(string root, string path) =>
        Refusal(root, File.ResolveLinkTarget(path, returnFinalTarget: true)) is { } refusal ? throw new IOException(refusal) : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    static SourceFile Describe(string root, ref FileSystemEntry entry) => IsLink(ref entry)
        ? DescribeTarget(root, entry.ToFullPath())
        : new SourceFile(entry.ToFullPath(), entry.Length, Nanoseconds(entry.LastWriteTimeUtc.UtcDateTime));

    // True also of a file that has vanished, which has every attribute.
    static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    // A link counts as the file it leads to, under its own path.
    static SourceFile DescribeTarget(string root, string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true);
            return target is not FileInfo { Exists: true } file ? new SourceFile(path, 0, "", "It is a link that leads nowhere. Repair or remove the link.")
                : Refusal(root, target) is { } refusal ? new SourceFile(path, 0, "", refusal)
                : new SourceFile(path, file.Length, Nanoseconds(file.LastWriteTimeUtc));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SourceFile(path, 0, "", error.Message);
        }
    }

    static string? Refusal(string root, FileSystemInfo? target) => target is null || target.FullName.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? null
        : $"It is a link to {target.FullName}, which is outside the source folder {root}. Put the file itself there, or name its folder as the source.";

    static string Nanoseconds(DateTime utc) => ((utc - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
