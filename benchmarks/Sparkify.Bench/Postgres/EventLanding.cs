using System.Text;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Bench.Postgres;

/// <summary>Loads the event log into a PostgreSQL server on this machine: with a whole etl, whose bulk load is reported separately, and with a script that parses and copies.</summary>
sealed class EventLanding(BenchOptions options, Workload workload)
{
    const string Python = "/usr/bin/python3";

    /// <summary>The phases until all rows are staged; the rest of an etl builds, checks and publishes the star, and indexes staging meanwhile.</summary>
    static readonly string[] LandingPhases = ["listing", "opening", "comparing", "reading"];

    readonly List<Measurement> product = [];
    readonly List<Measurement> script = [];

    internal void Run()
    {
        var server = new PostgresServer(survivesPowerLoss: true);
        try
        {
            for (var round = 0; round < options.Rounds; round++)
                foreach (var isProduct in round % 2 == 0 ? (bool[])[true, false] : [false, true])
                {
                    var measurement = RunOnce(server, isProduct);
                    (isProduct ? product : script).Add(measurement);
                    Console.WriteLine($"PostgreSQL, round {round + 1}, {(isProduct ? $"sparkify, landing {Landing(measurement):0.00}" : "script")}: {Report.Line(measurement)}");
                }
        }
        finally
        {
            server.Remove();
        }
    }

    /// <summary>The section of docs/benchmarks.md.</summary>
    internal string Section()
    {
        var ratios = product.Zip(script, (ours, theirs) => theirs.Wall / Landing(ours));
        var text = new StringBuilder($"## {options.Size.Events:N0} events into PostgreSQL\n\n");
        _ = text.Append($"30 event files ({workload.Bytes / 1e6:0} MB) into staging, read, parsed, copied and committed: by `etl` and by a Python script ");
        _ = text.Append("(`benchmarks/Sparkify.Bench/Postgres/copy_events.py`: `json.loads` per line, COPY FROM STDIN). The server is started for the bench, has its default settings, and runs on ");
        _ = text.Append($"the same cores; its own CPU is in no column. The bulk load includes the start of the process and everything until the last batch is committed. Median (min–max) of {options.Rounds} rounds.\n\n");
        _ = text.Append("| | bulk load by sparkify | script | script / bulk load |\n|---|---|---|---|\n");
        _ = text.Append($"| Time, seconds | {Report.Cell(product.Select(Landing), "0.00")} | {Report.Cell(script.Select(m => m.Wall), "0.00")} | {Report.Cell(ratios, "0.00")} |\n\n");
        _ = text.Append("| whole process | sparkify etl: bulk load, star, checks, publish | script |\n|---|---|---|\n");
        foreach (var (name, of, format) in Report.Figures)
            _ = text.Append($"| {name} | {Report.Cell(product.Select(of), format)} | {Report.Cell(script.Select(of), format)} |\n");
        _ = text.Append("\nTime per phase of the etl:\n\n| phase | seconds |\n|---|---|\n");
        var phases = product.ConvertAll(measurement => EtlOutput.Parse(measurement.Output).Phases);
        foreach (var phase in phases[0].Keys)
            _ = text.Append($"| {phase} | {Report.Cell(phases.Select(of => of.GetValueOrDefault(phase)), "0.00")} |\n");
        return text.ToString();
    }

    Measurement RunOnce(PostgresServer server, bool isProduct)
    {
        const string database = "bench";
        server.CreateDatabase(database);
        Measurement? measurement = null;
        Scratch.With(options, scratch => measurement = isProduct ? RunProduct(server, database, scratch) : RunScript(server, database, scratch));
        server.DropDatabase(database);
        return measurement!;
    }

    Measurement RunProduct(PostgresServer server, string database, string scratch)
    {
        var measurement = MeasuredProcess.Run(options.ProductFile(), ["etl", "--logs", workload.Logs, "--target", Address(server, database), "--json"], scratch);
        Require(EtlOutput.Parse(measurement.Output).Rows, "sparkify");
        return measurement;
    }

    Measurement RunScript(PostgresServer server, string database, string scratch)
    {
        var file = Path.Combine(options.Root, "benchmarks", "Sparkify.Bench", "Postgres", "copy_events.py");
        var measurement = MeasuredProcess.Run(Python, [file, Address(server, database), workload.Logs], scratch);
        Require(long.Parse(measurement.Output), "the script");
        return measurement;
    }

    static string Address(PostgresServer server, string database) => $"postgresql://{PostgresServer.Loader}:{PostgresServer.LoaderPassword}@127.0.0.1:{server.Port}/{database}";

    /// <summary>Seconds from the start of the process until staging is committed: time outside phases, and the phases until then.</summary>
    static double Landing(Measurement measurement)
    {
        var phases = EtlOutput.Parse(measurement.Output).Phases;
        return measurement.Wall - phases.Where(phase => !LandingPhases.Contains(phase.Key)).Sum(phase => phase.Value);
    }

    void Require(long rows, string side)
    {
        if (rows != options.Size.Events) throw new InvalidOperationException($"Found {rows:N0} rows landed by {side}; the files have {options.Size.Events:N0} events.");
    }
}
