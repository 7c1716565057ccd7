using System.Formats.Tar;
using System.IO.Compression;

namespace Sparkify.Warehouse.Tests;

/// <summary>The real data that tests read. It is no part of the repository: SPARKIFY_TEST_DATA says where it lies.</summary>
public static class TestData
{
    const string Variable = "SPARKIFY_TEST_DATA";

    static readonly Lazy<string> Unpacked = new(UnpackEventsim);

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The real events and songs of November 2018: log_data or similar, and song_data, beneath this folder.</summary>
    public static string Sparkify => Path.Combine(Folder, "sparkify");

    /// <summary>The simulated events that play real songs, unpacked once a process into a temporary folder.</summary>
    public static string Eventsim => Unpacked.Value;

    /// <summary>The event files beneath a folder, by path.</summary>
    public static IReadOnlyList<string> EventFiles(string folder) => Files(folder, file => file.EndsWith("-events.json", StringComparison.Ordinal));

    /// <summary>The song files beneath a folder, by path.</summary>
    public static IReadOnlyList<string> SongFiles(string folder) => Files(folder, file => Path.GetFileName(file).StartsWith("TR", StringComparison.Ordinal));

    /// <summary>The event log beneath a data set's folder.</summary>
    public static string Logs(string folder) => Path.Combine(folder, "log_data");

    /// <summary>The song catalogue beneath a data set's folder.</summary>
    public static string Songs(string folder) => Path.Combine(folder, "song_data");

    static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(Root, "..", "shared", "data");
            return Directory.Exists(Path.Combine(folder, "sparkify"))
                ? Path.GetFullPath(folder)
                : throw new DirectoryNotFoundException(
                    $"The real data is not in {Path.GetFullPath(folder)}: expected the folder sparkify and eventsim.tar.gz there. Set {Variable} to the folder that has them.");
        }
    }

    static IReadOnlyList<string> Files(string folder, Func<string, bool> isWanted) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(isWanted).Order(StringComparer.Ordinal)];

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sparkify.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has Sparkify.slnx: tests run from within the repository.");
    }

    static string UnpackEventsim()
    {
        var folder = Directory.CreateTempSubdirectory("sparkify-eventsim-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, "eventsim.tar.gz")), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, folder, overwriteFiles: false);
        return folder;
    }
}
