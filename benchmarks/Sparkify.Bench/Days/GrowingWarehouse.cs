namespace Sparkify.Bench.Days;

/// <summary>A warehouse with some days, into which the next day can be loaded repeatedly.</summary>
/// <param name="options">The bench's options.</param>
/// <param name="songs">The song files.</param>
/// <param name="folder">The folder for the logs, the warehouse as it was before the day, and the copy into which the day is loaded.</param>
sealed class GrowingWarehouse(BenchOptions options, string songs, string folder)
{
    readonly string logs = Path.Combine(folder, "logs");
    readonly string before = Path.Combine(folder, "before");
    readonly string after = Path.Combine(folder, "after");

    /// <summary>Adds a day's file to the logs, without a copy of its bytes.</summary>
    internal void Receive(string day)
    {
        _ = Directory.CreateDirectory(logs);
        _ = MeasuredProcess.Run("cp", ["--link", day, logs], folder);
    }

    /// <summary>Adds the first lines of a day's file to the logs; returns how many there were.</summary>
    internal int ReceiveStart(string day, int lines)
    {
        _ = Directory.CreateDirectory(logs);
        var start = File.ReadLines(day).Take(lines).ToList();
        File.WriteAllLines(Path.Combine(logs, Path.GetFileName(day)), start);
        return start.Count;
    }

    /// <summary>Bytes of the warehouse's files, without the copies of earlier publications.</summary>
    internal long Bytes => new DirectoryInfo(before).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => file.Extension == ".duckdb").Sum(file => file.Length);

    /// <summary>Loads all files so far.</summary>
    internal Measurement Fill() => Etl(before);

    /// <summary>Loads new files into a copy of the warehouse.</summary>
    internal Measurement Grow()
    {
        if (Directory.Exists(after)) Directory.Delete(after, recursive: true);
        _ = MeasuredProcess.Run("cp", ["--archive", "--reflink=auto", before, after], folder);
        // Flush the copy first, so that it is not written while the load runs.
        _ = MeasuredProcess.Run("sync", ["--file-system", after], folder);
        return Etl(after);
    }

    Measurement Etl(string target) =>
        MeasuredProcess.Run(options.ProductFile(), ["etl", "--logs", logs, "--songs", songs, "--target", $"duckdb:{target}", "--json"], folder);
}
