using System.Formats.Tar;
using System.IO.Compression;

namespace Sparkify.Warehouse.Tests;

/// <summary>Where the two real data sets lie: ../shared/data beside the repository, or where SPARKIFY_TEST_DATA says.</summary>
static class TestData
{
    static readonly Lazy<string> Unpacked = new(Unpack);

    /// <summary>The folder that holds Sparkify.slnx.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder with sparkify/ and eventsim.tar.gz.</summary>
    public static string Folder =>
        Environment.GetEnvironmentVariable("SPARKIFY_TEST_DATA") ?? Path.GetFullPath(Path.Combine(Repository, "..", "shared", "data"));

    /// <summary>The 71 songs and 30 days.</summary>
    public static string Sparkify => Path.Combine(Folder, "sparkify");

    /// <summary>The 10,000 songs and 46 days, unpacked once per process.</summary>
    public static string Eventsim => Unpacked.Value;

    static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sparkify.slnx")))
                return folder.FullName;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Sparkify.slnx.");
    }

    static string Unpack()
    {
        var folder = Directory.CreateTempSubdirectory("sparkify-eventsim-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var file = File.OpenRead(Path.Combine(Folder, "eventsim.tar.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(unzipped, folder, overwriteFiles: false);
        return folder;
    }
}
