namespace Sparkify.Bench.Days;

/// <summary>A warehouse that has some days, into which the next one can be loaded again and again.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="songs">The song files.</param>
/// <param name="folder">Where it is made: the folder of the logs, the warehouse as it was before the day, and the copy that takes the day.</param>
sealed class GrowingWarehouse(BenchOptions options, string songs, string folder)
{
    readonly string logs = Path.Combine(folder, "logs");
    readonly string before = Path.Combine(folder, "before");
    readonly string after = Path.Combine(folder, "after");

    /// <summary>A day's file arrives beside those that are there.</summary>
    internal void Receive(string day)
    {
        _ = Directory.CreateDirectory(logs);
        _ = File.CreateSymbolicLink(Path.Combine(logs, Path.GetFileName(day)), day);
    }

    /// <summary>Loads what has arrived so far.</summary>
    internal Measurement Fill() => Etl(before);

    /// <summary>Loads what has arrived since, into a copy of the warehouse as it was filled.</summary>
    internal Measurement Grow()
    {
        if (Directory.Exists(after)) Directory.Delete(after, recursive: true);
        _ = MeasuredProcess.Run("cp", ["--archive", "--reflink=auto", before, after], folder);
        // What the copy left to be written should not be written while the load runs.
        _ = MeasuredProcess.Run("sync", ["--file-system", after], folder);
        return Etl(after);
    }

    Measurement Etl(string target) =>
        MeasuredProcess.Run(options.ProductFile(), ["etl", "--logs", logs, "--songs", songs, "--target", $"duckdb:{target}", "--json"], folder);
}
