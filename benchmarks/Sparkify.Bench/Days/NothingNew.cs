namespace Sparkify.Bench.Days;

/// <summary>Loads many song files and a few logs, then runs etl again several times with nothing new.</summary>
sealed class NothingNew(BenchOptions options, BenchSize size)
{
    static readonly BenchSize Many = new("known", Events: 20_000, Songs: 100_000, Listeners: 500);
    static readonly BenchSize VeryMany = new("known-million", Events: 20_000, Songs: 1_000_000, Listeners: 500);

    internal int Songs => size.Songs;

    /// <summary>The numbers of files that a bench of this size measures.</summary>
    internal static IEnumerable<BenchSize> FilesOf(BenchSize size) =>
        size == BenchSize.Small ? [BenchSize.Small] : size == BenchSize.Large ? [Many, VeryMany] : [Many];

    internal int Rounds => options.Rounds;

    internal List<(Measurement Whole, EtlOutput Etl)> Loads { get; } = [];

    internal void Run() => Scratch.With(options, scratch =>
    {
        var workload = Workload.Prepare(size, options.Data);
        var etl = (string[])["etl", "--logs", workload.Logs, "--songs", workload.Songs, "--target", $"duckdb:{Path.Combine(scratch, "warehouse")}", "--json"];
        var known = EtlOutput.Parse(MeasuredProcess.Run(options.ProductFile(), etl, scratch).Output).Taken;
        for (var round = 0; round < options.Rounds; round++)
        {
            var measurement = MeasuredProcess.Run(options.ProductFile(), etl, scratch);
            var output = EtlOutput.Parse(measurement.Output);
            if ((output.Taken, output.Skipped) != (0, known))
                throw new InvalidOperationException($"The load took {output.Taken:N0} files and skipped {output.Skipped:N0}; known are {known:N0}.");
            Loads.Add((measurement, output));
            Console.WriteLine($"Nothing new, round {round + 1}: {Report.Line(measurement)}");
        }
    });
}
