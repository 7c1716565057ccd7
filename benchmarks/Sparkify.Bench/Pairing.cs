using Sparkify.Bench.Pipeline;

namespace Sparkify.Bench;

/// <summary>One job that both sides do, with the measurements of each round.</summary>
sealed class Pairing(string title, BenchOptions options, Workload workload, bool songsOnly)
{
    internal string Title => title;

    internal List<Measurement> Product { get; } = [];

    internal List<Measurement> Handwritten { get; } = [];

    /// <summary>Plays in the fact table of each side; null if that side did not run, or only songs were loaded.</summary>
    internal long? ProductPlays { get; private set; }

    internal long? HandwrittenPlays { get; private set; }

    /// <summary>Runs every round; the sides alternate in going first.</summary>
    internal void Run()
    {
        for (var round = 0; round < options.Rounds; round++)
            foreach (var isProduct in round % 2 == 0 ? (bool[])[true, false] : [false, true])
            {
                if (options.Only == (isProduct ? "pipeline" : "product")) continue;
                var measurement = RunOnce(isProduct);
                (isProduct ? Product : Handwritten).Add(measurement);
                Console.WriteLine($"{title}, round {round + 1}, {(isProduct ? "sparkify" : "DuckDB SQL")}: {Report.Line(measurement)}");
            }
    }

    Measurement RunOnce(bool isProduct)
    {
        Measurement? measurement = null;
        Scratch.With(options, scratch => measurement = isProduct ? RunProduct(scratch) : RunHandwritten(scratch));
        return measurement!;
    }

    Measurement RunProduct(string scratch)
    {
        var target = Path.Combine(scratch, "warehouse");
        var measurement = MeasuredProcess.Run(options.ProductFile(), ["etl", .. Sources(), "--target", $"duckdb:{target}", "--json"], scratch);
        if (!songsOnly) ProductPlays = Plays(Path.Combine(target, "sparkify.duckdb"), "frontroom.songplays");
        return measurement;
    }

    Measurement RunHandwritten(string scratch)
    {
        var database = Path.Combine(scratch, "pipeline.duckdb");
        var measurement = MeasuredProcess.Run(Environment.ProcessPath!, ["pipeline", .. Sources(), "--database", database], scratch);
        if (!songsOnly) HandwrittenPlays = Plays(database, "songplays");
        return measurement;
    }

    string[] Sources() => songsOnly ? ["--songs", workload.Songs] : ["--logs", workload.Logs, "--songs", workload.Songs];

    static long Plays(string file, string table)
    {
        using var connection = Database.Open(file, isReadOnly: true);
        return Convert.ToInt64(Database.Scalar(connection, $"select count(*) from {table}"));
    }
}
