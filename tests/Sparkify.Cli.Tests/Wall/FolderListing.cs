using System.IO.Enumeration;
using System.Security.Cryptography;

namespace Sparkify.Cli.Tests.Wall;

/// <summary>Every file and folder beneath some folders, with size, mode and a hash of what is in it: two of them are equal when nothing changed.</summary>
static class FolderListing
{
    /// <summary>The names that exist only while a reader opens the front room.</summary>
    public const string Readers = ".reader-*";

    /// <summary>One line for each entry, in order, without <see cref="Readers"/>, which come and go as workers start.</summary>
    public static IReadOnlyList<string> Of(params ReadOnlySpan<string> folders)
    {
        var lines = new List<string>();
        foreach (var folder in folders)
            Add(new DirectoryInfo(folder), lines);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    static void Add(DirectoryInfo folder, List<string> lines)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !FileSystemName.MatchesSimpleExpression(Readers, entry.Name)))
        {
            lines.Add($"{entry.FullName} {entry.UnixFileMode} {(entry is FileInfo file ? $"{file.Length} {Hash(file)}" : "folder")}");
            if (entry is DirectoryInfo inner)
                Add(inner, lines);
        }
    }

    static string Hash(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
