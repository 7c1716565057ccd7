namespace Sparkify.Bench;

/// <summary>A temporary folder for a bench.</summary>
static class Scratch
{
    /// <summary>Runs the work in an empty folder and deletes it afterwards.</summary>
    internal static void With(BenchOptions options, Action<string> work)
    {
        var folder = Path.Combine(options.Data, "scratch");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        _ = Directory.CreateDirectory(folder);
        try
        {
            work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
