using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Sources.Local;
using Sparkify.Warehouse.Sources.S3;

namespace Sparkify.Warehouse.Sources;

/// <summary>Finds the folder, or the file, that a location names.</summary>
public static class SourceFolders
{
    /// <summary>Opens a path or an s3:// URI; a <see cref="UsageException"/> where the location is none that can be read. Nobody is contacted yet.</summary>
    public static ISourceFolder Open(string location, SourceAccess access)
    {
        if (S3Location.Of(location) is { } place)
            return new S3Folder(place, new S3Store(access));
        RequirePath(location);
        return new LocalFolder(location);
    }

    /// <summary>
    /// Reads a small file whole, such as one that says how others are to be read. A file that does not exist or is not readable is an
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>; a store that cannot be reached at all is a <see cref="WarehouseException"/>.
    /// </summary>
    public static byte[] ReadFile(string location, SourceAccess access, CancellationToken cancellation)
    {
        if (S3Location.Of(location) is { } place)
            return new S3Store(access).ReadObject(place, cancellation);
        RequirePath(location);
        // The name may be that of a pipe, which has no length, such as the shell's <(…).
        using var file = new FileStream(location, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[SmallFile.MostBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= SmallFile.MostBytes ? bytes[..length] : throw SmallFile.TooLarge(location);
    }

    /// <summary>Refuses two sources one of which is inside the other: a file must belong to one of them.</summary>
    public static void RequireApart(ISourceFolder logs, ISourceFolder songs)
    {
        if (Contains(logs.Name, songs.Name) || Contains(songs.Name, logs.Name))
            throw new UsageException($"--logs {logs.Name} and --songs {songs.Name} overlap, so a file would belong to both. Name two separate folders.");
    }

    /// <summary>Whether a name is a URI, and no path.</summary>
    internal static bool IsInStore(string location) => SchemeLength(location) > 0;

    static void RequirePath(string location)
    {
        if (SchemeLength(location) is > 0 and var length)
            throw new UsageException($"{location} cannot be read: sparkify reads local folders and s3://BUCKET/FOLDER, not {location[..length]}. Copy the files to one of these.");
    }

    static int SchemeLength(string location) => location.IndexOf("://", StringComparison.Ordinal);

    static bool Contains(string outer, string inner) => (inner + "/").StartsWith(outer.TrimEnd('/') + "/", StringComparison.Ordinal);
}
