using System.Text;
using DuckDB.NET.Data;

namespace Sparkify.Bench;

/// <summary>Formats figures: lines and tables on the terminal, and a section of docs/benchmarks.md.</summary>
static class Report
{
    /// <summary>The figures of every measurement, and their formats.</summary>
    internal static readonly (string Name, Func<Measurement, double> Of, string Format)[] Figures =
    [
        ("CPU, seconds", m => m.Cpu, "0.00"),
        ("Time, seconds", m => m.Wall, "0.00"),
        ("Peak memory, MB", m => m.PeakBytes / 1e6, "0"),
    ];

    internal static string Line(Measurement m) => string.Join(", ", Figures.Select(figure => $"{figure.Name} {figure.Of(m).ToString(figure.Format)}"));

    /// <summary>A Markdown table; ratios are computed per round.</summary>
    internal static string Table(Pairing pairing)
    {
        var table = new StringBuilder($"| {pairing.Title} | sparkify | DuckDB SQL | sparkify / DuckDB SQL |\n|---|---|---|---|\n");
        foreach (var (name, of, format) in Figures)
        {
            var ratios = pairing.Product.Zip(pairing.Handwritten, (ours, theirs) => of(ours) / of(theirs)).ToList();
            _ = table.Append($"| {name} | {Cell(pairing.Product.Select(of), format)} | {Cell(pairing.Handwritten.Select(of), format)} | {Cell(ratios, "0.00")} |\n");
        }

        return table.ToString();
    }

    /// <summary>The section for one size: sizes, tables, and the time per phase if the product reports it.</summary>
    internal static string Section(BenchSize size, Workload workload, int rounds, IReadOnlyList<Pairing> pairings)
    {
        var text = new StringBuilder();
        _ = text.Append($"## {size.Events:N0} events and {size.Songs:N0} songs\n\n");
        _ = text.Append($"30 event files ({workload.Bytes / 1e6:0} MB) and {size.Songs:N0} song files. Median (min–max) of {rounds} rounds.\n\n");
        _ = text.AppendJoin('\n', pairings.Select(Table));
        if (pairings[0].ProductPlays is { } plays) _ = text.Append($"\nBoth result in {plays:N0} song plays.\n");
        return text.Append(Phases(pairings[0])).ToString();
    }

    /// <summary>One line about the machine, without anything that identifies it.</summary>
    internal static string Machine()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        var version = Pipeline.Database.Scalar(connection, "select version()");
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return $"{Environment.ProcessorCount} cores, {memory:0} GB memory, DuckDB {version}, .NET {Environment.Version}";
    }

    /// <summary>Median, minimum and maximum.</summary>
    internal static string Cell(IEnumerable<double> values, string format) => values.Any() ? Statistic.Of(values).Show(format) : "not run";

    static string Phases(Pairing pairing)
    {
        if (pairing.Product.Count == 0) return "";
        var phases = pairing.Product.Select(m => EtlOutput.Parse(m.Output).Phases).Where(p => p.Count > 0).ToList();
        if (phases.Count == 0) return "";
        var text = new StringBuilder("\nTime per phase of sparkify:\n\n| phase | seconds |\n|---|---|\n");
        foreach (var name in phases[0].Keys)
            _ = text.Append($"| {name} | {Cell(phases.Where(p => p.ContainsKey(name)).Select(p => p[name]), "0.00")} |\n");
        return text.ToString();
    }
}
