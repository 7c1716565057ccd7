using System.Text;
using Sparkify.Bench.Days;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Bench.Postgres;

/// <summary>
/// Loads logs and songs into a PostgreSQL server on this machine: with a whole etl, and with a script that parses, copies and builds five tables in
/// SQL. Then, by etl, 100 more events, and one more day: a hundredth as many events as there are.
/// </summary>
sealed class WholeLoad(BenchOptions options, Workload workload)
{
    const string Database = "bench";
    const int MoreEvents = 100;

    readonly List<Measurement> product = [];
    readonly List<Measurement> script = [];
    readonly List<Measurement> more = [];
    readonly List<Measurement> oneDay = [];

    internal void Run()
    {
        var server = new PostgresServer(survivesPowerLoss: true);
        try
        {
            for (var round = 0; round < options.Rounds; round++)
                foreach (var isProduct in round % 2 == 0 ? (bool[])[true, false] : [false, true])
                {
                    server.CreateDatabase(Database);
                    Scratch.With(options, scratch => RunOnce(server, isProduct, round, scratch));
                    server.DropDatabase(Database);
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
        var text = new StringBuilder($"## {options.Size.Events:N0} events and {options.Size.Songs:N0} songs into a star on PostgreSQL\n\n");
        _ = text.Append("A whole `etl`, with every rule and check, compared with a Python script that lands the same files by COPY and builds five tables in SQL ");
        _ = text.Append($"(`benchmarks/Sparkify.Bench/Postgres`). Then an `etl` of {MoreEvents} more events, and one of the rest of their day, a hundredth of what is there. The server has its default settings and runs on the same cores; its own CPU is in no column. ");
        _ = text.Append($"Median (min–max) of {options.Rounds} rounds.\n\n");
        _ = text.Append($"| | sparkify etl | script | sparkify / script | {MoreEvents} more events | one more day | etl / one more day |\n|---|---|---|---|---|---|---|\n");
        foreach (var (name, of, format) in Report.Figures)
        {
            var ratios = product.Zip(script, (ours, theirs) => of(ours) / of(theirs));
            var days = product.Zip(oneDay, (whole, day) => of(whole) / of(day));
            _ = text.Append($"| {name} | {Report.Cell(product.Select(of), format)} | {Report.Cell(script.Select(of), format)} | {Report.Cell(ratios, "0.00")} | {Report.Cell(more.Select(of), format)} | {Report.Cell(oneDay.Select(of), format)} | {Report.Cell(days, "0.0")} |\n");
        }

        _ = text.Append($"\n| phase, seconds | etl | {MoreEvents} more events | one more day |\n|---|---|---|---|\n");
        var (phases, phasesOfMore, phasesOfDay) = (product.ConvertAll(Phases), more.ConvertAll(Phases), oneDay.ConvertAll(Phases));
        foreach (var phase in phases[0].Keys.Concat(phasesOfMore[0].Keys).Distinct())
            _ = text.Append($"| {phase} | {Cell(phases, phase)} | {Cell(phasesOfMore, phase)} | {Cell(phasesOfDay, phase)} |\n");
        return text.ToString();
    }

    void RunOnce(PostgresServer server, bool isProduct, int round, string scratch)
    {
        var address = $"postgresql://{PostgresServer.Loader}:{PostgresServer.LoaderPassword}@127.0.0.1:{server.Port}/{Database}";
        if (!isProduct)
        {
            var file = Path.Combine(options.Root, "benchmarks", "Sparkify.Bench", "Postgres", "copy_events.py");
            script.Add(Told("script", round, MeasuredProcess.Run("/usr/bin/python3", [file, address, workload.Logs, workload.Songs], scratch)));
            return;
        }

        var logs = Path.Combine(scratch, "logs");
        _ = MeasuredProcess.Run("cp", ["--recursive", "--link", workload.Logs, logs], scratch);
        string[] etl = ["etl", "--logs", logs, "--songs", workload.Songs, "--target", address, "--json"];
        product.Add(Told("sparkify", round, MeasuredProcess.Run(options.ProductFile(), etl, scratch)));
        // The first load after it merges nothing on this engine; a file of another day's first events is what a run every few minutes finds.
        var day = DayWorkload.Prepare(options.Size, options.Data).LastDay;
        File.WriteAllLines(Path.Combine(logs, "more.json"), File.ReadLines(day).Take(MoreEvents));
        more.Add(Told($"{MoreEvents} more events", round, MeasuredProcess.Run(options.ProductFile(), etl, scratch)));
        File.WriteAllLines(Path.Combine(logs, "rest.json"), File.ReadLines(day).Skip(MoreEvents));
        oneDay.Add(Told("one more day", round, MeasuredProcess.Run(options.ProductFile(), etl, scratch)));
    }

    static string Cell(IEnumerable<IReadOnlyDictionary<string, double>> phases, string phase) => Report.Cell(phases.Select(of => of.GetValueOrDefault(phase)), "0.00");

    static Measurement Told(string what, int round, Measurement measurement)
    {
        Console.WriteLine($"PostgreSQL, round {round + 1}, {what}: {Report.Line(measurement)}");
        return measurement;
    }

    static IReadOnlyDictionary<string, double> Phases(Measurement measurement) => EtlOutput.Parse(measurement.Output).Phases;
}
