using Sparkify.Warehouse.Keys;
using Sparkify.Warehouse.Results;
using Spectre.Console;
using static System.FormattableString;

namespace Sparkify.Cli.Output;

/// <summary>What <c>keys</c> found, for people: what was counted first, then what the model makes of it, then what to do.</summary>
internal static class KeysAccount
{
    /// <summary>Writes all of it.</summary>
    public static void Write(IAnsiConsole screen, KeysReport report)
    {
        var writer = screen.Profile.Out.Writer;
        var slices = report.Recommendation.Slices;
        WriteCounted(screen, report);
        WritePresets(screen, report);
        WriteReports(screen, report, slices);
        WriteOneDay(screen, report, slices);
        WriteSwaps(screen, report, slices);
        if (report.Stored is { } stored)
            WriteStored(screen, stored);
        screen.Write(new Text($"Recommended: {report.Recommendation.Preset}\n", new Style(decoration: Decoration.Bold)));
        foreach (var reason in report.Recommendation.Reasons)
            writer.WriteLine($"- {PlainText.OneLine(reason)}");
    }

    static void WriteCounted(IAnsiConsole screen, KeysReport report) => FigureTable.Write(screen,
        "Counted: the fullest slice's rows over an average one's, and slices that hold any", 3,
        ["table", "key", "heaviest value", "values", .. SlicesOf(report).Select(slices => $"{slices} slices")],
        report.Tables.SelectMany(table => table.Candidates.Where(_ => table.Rows > 0).Select(candidate => (string[])
        [
            table.Table, candidate.Column, Heaviest(candidate, table.Rows), Quantity.Count(candidate.Values),
            .. candidate.Spreads.Select(spread => Invariant($"{spread.MaxOverMean:0.00} on {spread.Used}")),
        ])));

    static void WritePresets(IAnsiConsole screen, KeysReport report) => FigureTable.Write(screen,
        $"Modelled: each standard report once, {report.SlicesPerNode} slices a node", 1,
        ["preset", "data", "slices", "joins in place", "moved", "busiest slice"],
        report.Presets.Select(preset => (string[])
        [
            preset.Preset, Invariant($"{preset.Growth} ×"), Invariant($"{preset.Slices}"), $"{preset.JoinsColocated} of {preset.Joins}",
            Quantity.Bytes(preset.BytesMoved), Quantity.Bytes(preset.BusiestSliceBytes),
        ]));

    static void WriteReports(IAnsiConsole screen, KeysReport report, int slices)
    {
        var presets = Today(report, slices);
        FigureTable.Write(screen, $"Modelled: what the joins of each report move between nodes, {slices} slices, today's data", 2,
            ["report", "join", .. presets.Select(preset => preset.Preset)],
            presets[0].Reports.SelectMany(first => first.Joins.Select((join, i) => (string[])
            [
                first.Report, join.Join, .. presets.Select(preset => Movement(preset.Reports.Single(other => other.Report == first.Report).Joins[i])),
            ])));
    }

    static void WriteOneDay(IAnsiConsole screen, KeysReport report, int slices) => FigureTable.Write(screen,
        $"Modelled: blocks of 1 MB that a question about one day skips, {slices} slices", 3,
        ["table", "sorted by", "preset", .. KeyStudy.Growths.Select(growth => Invariant($"{growth} ×"))],
        Today(report, slices)[0].Tables.Where(table => table.OneDay is not null).SelectMany(first => Today(report, slices).Select(preset => (string[])
        [
            first.Table, first.OneDay!.SortKey ?? "–", preset.Preset,
            .. KeyStudy.Growths.Select(growth => Skipped(report.Presets.Single(other => (other.Preset, other.Slices, other.Growth) == (preset.Preset, slices, growth))
                .Tables.Single(table => table.Table == first.Table).OneDay!)),
        ])));

    static void WriteSwaps(IAnsiConsole screen, KeysReport report, int slices) => FigureTable.Write(screen,
        $"Modelled: {report.Recommendation.Preset} with one table on another key, {slices} slices, today's data", 2,
        ["table", "key", "fullest / average", "joins in place", "moved", "busiest slice"],
        report.Swaps.Select(swap => (string[])
        [
            swap.Table, swap.Column, Invariant($"{swap.MaxOverMean:0.00}"), Invariant($"{swap.JoinsColocated}"), Quantity.Bytes(swap.BytesMoved), Quantity.Bytes(swap.BusiestSliceBytes),
        ]));

    static void WriteStored(IAnsiConsole screen, IReadOnlyList<StoredComparison> stored) => FigureTable.Write(screen,
        "As it is on the cluster: rows of the fullest slice divided by those of the emptiest", 3,
        ["table", "distribution", "preset", "rows", "blocks", "there", "model"],
        stored.Select(table => (string[])
        [
            table.Stored.Table, table.Stored.Distribution, table.Preset ?? "none", Quantity.Count(table.Stored.Rows), Quantity.Count(table.Stored.Blocks),
            table.Stored.MaxOverMin is { } there ? Invariant($"{there:0.00}") : "–", table.ModelMaxOverMin is { } model ? Invariant($"{model:0.00}") : "–",
        ]));

    static IEnumerable<int> SlicesOf(KeysReport report) => report.Presets.Select(preset => preset.Slices).Distinct();

    static List<PresetFigures> Today(KeysReport report, int slices) => [.. report.Presets.Where(preset => (preset.Slices, preset.Growth) == (slices, 1))];

    static string Heaviest(CandidateFigures candidate, long rows) => candidate.NullRows > 0 && candidate.NullRows >= candidate.HeaviestRows
        ? Invariant($"null {100.0 * candidate.NullRows / rows:0.0} %")
        : $"{candidate.HeaviestValue ?? "several"} {Invariant($"{100.0 * candidate.HeaviestRows / rows:0.0}")} %";

    static string Movement(JoinFigures join) => join.Colocated ? "in place" : $"{Quantity.Bytes(join.Bytes)} {join.Movement}";

    static string Skipped(OneDayFigures day) => Invariant($"{day.Blocks - day.BlocksRead:0} of {day.Blocks:N0} ({100 * day.SkippedShare:0} %)");
}
