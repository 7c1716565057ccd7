namespace Sparkify.Cli.Tests;

/// <summary>The real data: SPARKIFY_TEST_DATA, by default ../shared/data beside the repository.</summary>
internal static class TestData
{
    public static string Folder { get; } = Find();

    static string Find()
    {
        var folder = Environment.GetEnvironmentVariable("SPARKIFY_TEST_DATA") is { Length: > 0 } named
            ? named
            : Path.GetFullPath(Path.Combine(Repository(), "..", "shared", "data"));
        return Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException($"The test data is not in {folder}. Set SPARKIFY_TEST_DATA to the folder that holds sparkify and eventsim.");
    }

    static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Sparkify.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
