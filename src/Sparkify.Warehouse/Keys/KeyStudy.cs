using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Warehouse.Keys;

/// <summary>Measures a front room and models the effect of each preset.</summary>
/// <param name="measures">The counts, in the declaration's order of tables.</param>
/// <param name="options">The numbers of slices to model.</param>
public sealed class KeyStudy(IReadOnlyList<TableMeasure> measures, KeyStudyOptions options)
{
    /// <summary>The multiples of today's data to model.</summary>
    public static IReadOnlyList<int> Growths { get; } = [1, 10, 100];

    /// <summary>Counts every table in one scan each, on a connection to the front room.</summary>
    public static KeyStudy Measure(DbConnection frontroom, Dialect dialect, KeyStudyOptions options, ILoadProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var measures = new List<TableMeasure>();
        foreach (var table in SparkifyWarehouse.Frontroom)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Phase($"counting {table.Name}");
            measures.Add(TableScan.Measure(frontroom, table, dialect));
        }
        return new(measures, options);
    }

    /// <summary>The whole report.</summary>
    /// <param name="target">The warehouse, as the user names it.</param>
    /// <param name="stored">The engine's own figures for its tables, and its number of slices; null for an engine without slices.</param>
    public KeysReport Report(string target, (int? Slices, IReadOnlyList<StoredTable> Tables)? stored)
    {
        var presets = SparkifyWarehouse.KeyPresets.ToDictionary(preset => preset.Name, preset =>
            options.Slices.SelectMany(slices => Growths.Select(growth => KeyEffect.Of(measures, table => preset[table], slices, options.SlicesPerNode, growth))).ToList());
        var advice = new KeyAdvice(measures, presets, options);
        return new(
            target, "md5", options.SlicesPerNode, [.. measures.Select(Figures)],
            [.. presets.SelectMany(preset => preset.Value.Select(effect => Figures(preset.Key, effect)))],
            [.. advice.Swaps()], advice.Recommend(), stored is var (slices, tables) ? [.. tables.Select(table => Compare(table, slices))] : null);
    }

    TableFigures Figures(TableMeasure measure) => new(measure.Table.Name, measure.Rows, measure.Bytes,
        [.. measure.Candidates.Select(counts => new CandidateFigures(counts.Column, counts.Values, counts.NullRows, counts.HeaviestValue, counts.HeaviestRows,
            [.. options.Slices.Select(slices => counts.Spread(slices)).Select(spread =>
                new SpreadFigures(spread.Slices, spread.Used, Round(spread.MaxOverMean), Round(spread.BytesMaxOverMean), spread.Rows, spread.Bytes))]))]);

    static PresetFigures Figures(string preset, KeyEffect effect) => new(
        preset, effect.Factor, effect.Slices, effect.Nodes, effect.Joins, effect.JoinsColocated, (long)effect.BytesMoved, (long)effect.BusiestBytes,
        [.. effect.Tables.Select(table => new PlacementFigures(
            table.Measure.Table.Name, table.Keys.Distribution, table.Style.ToString().ToLowerInvariant(), (long)table.Rows, table.Used, Round(table.MaxOverMean), Figures(OneDay.Of(table))))],
        [.. effect.Reports.Select(report => new ReportFigures(report.Report, (long)report.BytesMoved, (long)report.BusiestBytes,
            [.. report.Joins.Select(join => new JoinFigures(join.Join.ToString(), join.IsColocated, join.Movement, (long)join.Bytes))]))]);

    static OneDayFigures? Figures(OneDay? day) => day is null ? null : new(day.SortKey, (long)day.Blocks, Round(day.BlocksRead), Round(day.Skipped));

    StoredComparison Compare(StoredTable stored, int? slices)
    {
        var preset = SparkifyWarehouse.Find(stored.Table) is { } table
            ? SparkifyWarehouse.KeyPresets.FirstOrDefault(preset => stored.Distribution.StartsWith(preset[table].Distribution, StringComparison.OrdinalIgnoreCase))
            : null;
        if (preset is null || slices is not { } count || measures.FirstOrDefault(measure => measure.Table.Name == stored.Table) is not { } measure)
            return new(stored, preset?.Name, null);
        var placement = new Placement(measure, preset[measure.Table], count, 1);
        return new(stored, preset.Name, placement.Shares.Min() > 0 ? Round(placement.Shares.Max() / placement.Shares.Min()) : null);
    }

    static double Round(double figure) => Math.Round(figure, 3);
}

/// <summary>What to model.</summary>
/// <param name="Slices">Numbers of slices, in ascending order.</param>
/// <param name="SlicesPerNode">Slices per node.</param>
public sealed record KeyStudyOptions(IReadOnlyList<int> Slices, int SlicesPerNode)
{
    /// <summary>The default numbers of slices.</summary>
    public static IReadOnlyList<int> DefaultSlices { get; } = [4, 16, 64];

    /// <summary>The maximum number of slices: each then has 64 buckets.</summary>
    public const int MostSlices = SliceHash.Buckets / 64;

    /// <summary>The default number of slices per node.</summary>
    public const int DefaultSlicesPerNode = 2;
}
