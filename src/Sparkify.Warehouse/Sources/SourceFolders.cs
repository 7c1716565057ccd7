using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources;

/// <summary>Finds the folder that a location names.</summary>
public static class SourceFolders
{
    /// <summary>Opens a path; a <see cref="UsageException"/> where the location is none that can be read.</summary>
    public static ISourceFolder Open(string location)
    {
        var scheme = location.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
            throw new UsageException($"{location} cannot be read: this version reads local folders only, not {location[..scheme]}. Copy the files to a folder and name that.");
        return new LocalFolder(location);
    }

    /// <summary>Refuses two sources one of which lies in the other: a file must belong to one of them.</summary>
    public static void RequireApart(ISourceFolder logs, ISourceFolder songs)
    {
        if (Contains(logs.Name, songs.Name) || Contains(songs.Name, logs.Name))
            throw new UsageException($"--logs {logs.Name} and --songs {songs.Name} overlap, so a file would belong to both. Name two folders that lie apart.");
    }

    static bool Contains(string outer, string inner) => (inner + "/").StartsWith(outer.TrimEnd('/') + "/", StringComparison.Ordinal);
}
