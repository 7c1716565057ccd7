using System.Text;

namespace Sparkify.Bench.S3;

/// <summary>Loads many small objects from a local S3 server with a whole etl into an empty warehouse, and only downloads the same objects, in turn.</summary>
sealed class SmallObjects(BenchOptions options, Workload workload)
{
    readonly List<Measurement> product = [];
    readonly List<Measurement> bare = [];

    internal void Run()
    {
        using var store = LocalStore.Start(options, workload);
        foreach (var (name, value) in new[] { ("SPARKIFY_S3_ENDPOINT", store.Endpoint), ("AWS_ACCESS_KEY_ID", "bench"), ("AWS_SECRET_ACCESS_KEY", "bench") })
            Environment.SetEnvironmentVariable(name, value);
        for (var round = 0; round < options.Rounds; round++)
            foreach (var isProduct in round % 2 == 0 ? (bool[])[true, false] : [false, true])
            {
                Measurement? measurement = null;
                Scratch.With(options, scratch => measurement = isProduct ? RunProduct(scratch) : RunBare(scratch, store));
                (isProduct ? product : bare).Add(measurement!);
                Console.WriteLine($"Small objects, round {round + 1}, {(isProduct ? "sparkify" : "plain download")}: {Report.Line(measurement!)}");
            }
    }

    /// <summary>The section of docs/benchmarks.md.</summary>
    internal string Section()
    {
        var text = new StringBuilder($"## {options.Size.Songs:N0} small objects from a local S3 server\n\n");
        _ = text.Append($"A whole `etl` of {options.Size.Songs:N0} song objects into an empty warehouse, compared with a program that only lists and downloads the same objects, 32 at once. ");
        _ = text.Append($"The server is a process on the same cores; its own CPU is in neither column. Median (min–max) of {options.Rounds} rounds.\n\n");
        _ = text.Append("| | sparkify | plain download | sparkify / plain download |\n|---|---|---|---|\n");
        foreach (var (name, of, format) in Report.Figures)
        {
            var ratios = product.Zip(bare, (ours, theirs) => of(ours) / of(theirs));
            _ = text.Append($"| {name} | {Report.Cell(product.Select(of), format)} | {Report.Cell(bare.Select(of), format)} | {Report.Cell(ratios, "0.00")} |\n");
        }

        var phases = product.ConvertAll(measurement => EtlOutput.Parse(measurement.Output).Phases);
        foreach (var phase in (string[])["listing", "reading"])
            _ = text.Append($"| {phase}, seconds | {Report.Cell(phases.Select(of => of[phase]), "0.00")} | | |\n");
        return text.ToString();
    }

    Measurement RunProduct(string scratch)
    {
        var measurement = MeasuredProcess.Run(
            options.ProductFile(), ["etl", "--songs", $"s3://{LocalStore.Bucket}/{LocalStore.Folder}", "--target", $"duckdb:{Path.Combine(scratch, "warehouse")}", "--json"], scratch);
        Require(EtlOutput.Parse(measurement.Output).Taken, "sparkify");
        return measurement;
    }

    Measurement RunBare(string scratch, LocalStore store)
    {
        var measurement = MeasuredProcess.Run(Environment.ProcessPath!, ["download", store.Endpoint, LocalStore.Bucket, LocalStore.Folder], scratch);
        Require(long.Parse(measurement.Output.Split(' ')[0]), "the plain download");
        return measurement;
    }

    void Require(long objects, string side)
    {
        if (objects != options.Size.Songs) throw new InvalidOperationException($"Found {objects:N0} objects read by {side}; {options.Size.Songs:N0} are in the bucket.");
    }
}
