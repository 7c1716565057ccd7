using System.Formats.Tar;
using System.IO.Compression;

namespace Sparkify.Warehouse.Tests;

/// <summary>The real data for tests. It is not part of the repository: SPARKIFY_TEST_DATA names its folder.</summary>
public static class TestData
{
    const string Variable = "SPARKIFY_TEST_DATA";

    static readonly Lazy<string> Unpacked = new(UnpackEventsim);

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder with the real events and songs of November 2018.</summary>
    public static string Sparkify => Path.Combine(Folder, "sparkify");

    /// <summary>The simulated events that play real songs, unpacked once into a temporary folder.</summary>
    public static string Eventsim => Unpacked.Value;

    /// <summary>The event files under a folder, by path.</summary>
    public static IReadOnlyList<string> EventFiles(string folder) => Files(folder, file => file.EndsWith("-events.json", StringComparison.Ordinal));

    /// <summary>The song files under a folder, by path.</summary>
    public static IReadOnlyList<string> SongFiles(string folder) => Files(folder, file => Path.GetFileName(file).StartsWith("TR", StringComparison.Ordinal));

    /// <summary>The event log in a data set's folder.</summary>
    public static string Logs(string folder) => Path.Combine(folder, "log_data");

    /// <summary>The song catalogue in a data set's folder.</summary>
    public static string Songs(string folder) => Path.Combine(folder, "song_data");

    /// <summary>The folder of the real data: the one named, otherwise the one next to the repository. Fails with a clear message if it is missing.</summary>
    public static string Locate(string? named)
    {
        var folder = Path.GetFullPath(string.IsNullOrEmpty(named) ? Path.Combine(Root, "..", "shared", "data") : named);
        return Directory.Exists(Path.Combine(folder, "sparkify"))
            ? folder
            : throw new DirectoryNotFoundException(
                $"The real data is not in {folder}: expected the folder sparkify and eventsim.tar.gz there. Set {Variable} to the folder that has them.");
    }

    static string Folder => Locate(Environment.GetEnvironmentVariable(Variable));

    static IReadOnlyList<string> Files(string folder, Func<string, bool> isWanted) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(isWanted).Order(StringComparer.Ordinal)];

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sparkify.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has Sparkify.slnx: tests run from within the repository.");
    }

    // The folder is named after the archive and kept for the next run. If two processes unpack at once, one deletes its copy.
    static string UnpackEventsim()
    {
        var archive = new FileInfo(Path.Combine(Folder, "eventsim.tar.gz"));
        var folder = Path.Combine(Path.GetTempPath(), $"sparkify-eventsim-{archive.Length}-{archive.LastWriteTimeUtc.Ticks}");
        if (Directory.Exists(folder))
            return folder;
        var unpacked = Directory.CreateTempSubdirectory("sparkify-unpacking-").FullName;
        using (var packed = new GZipStream(archive.OpenRead(), CompressionMode.Decompress))
            TarFile.ExtractToDirectory(packed, unpacked, overwriteFiles: false);
        try
        {
            Directory.Move(unpacked, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(unpacked, recursive: true);
        }
        return folder;
    }
}
