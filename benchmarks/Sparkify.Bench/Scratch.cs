namespace Sparkify.Bench;

/// <summary>A folder for what a bench makes and does not keep.</summary>
static class Scratch
{
    /// <summary>Does the work in an empty folder, which is gone afterwards.</summary>
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
