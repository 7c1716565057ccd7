using System.Security.Cryptography;

namespace Sparkify.Cli.Tests.Wall;

/// <summary>Every file and folder beneath some folders, with size, mode and a hash of what is in it: two of them are equal when nothing changed.</summary>
static class FolderListing
{
    /// <summary>A line an entry, in order. The lock's owner and other names that a load needs for a moment are not there when none runs.</summary>
    public static IReadOnlyList<string> Of(params ReadOnlySpan<string> folders)
    {
        var lines = new List<string>();
        foreach (var folder in folders)
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
                lines.Add($"{entry.FullName} {entry.UnixFileMode} {(entry is FileInfo file ? $"{file.Length} {Hash(file)}" : "folder")}");
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    static string Hash(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
