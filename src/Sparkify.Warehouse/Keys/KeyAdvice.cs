using Sparkify.Warehouse.Model;
using static System.FormattableString;

namespace Sparkify.Warehouse.Keys;

/// <summary>Recommends a preset, with the figures that decided it.</summary>
/// <param name="measures">What was counted.</param>
/// <param name="presets">The effect of each preset, by its name, at every number of slices and multiple of today's data.</param>
/// <param name="options">The numbers of slices to model.</param>
public sealed class KeyAdvice(IReadOnlyList<TableMeasure> measures, IReadOnlyDictionary<string, List<KeyEffect>> presets, KeyStudyOptions options)
{
    /// <summary>A table counts as skewed if its fullest slice has this many times the rows of an average one.</summary>
    const double Skewed = 1.5;

    /// <summary>The preset whose busiest slice has the least to handle, and the reasons.</summary>
    public Recommendation Recommend()
    {
        var reasons = new List<string>();
        if (measures.All(measure => measure.Rows == 0))
            reasons.Add("The front room is empty: there is nothing to measure yet.");
        foreach (var preset in presets.Keys)
            reasons.AddRange(Skew(preset));
        reasons.AddRange(presets.Keys.Select(Joins));
        reasons.AddRange(KeyStudy.Growths.Select(Work));
        if (LargestColumnBlocks() is var blocks and < 2)
            reasons.Add(Invariant($"Today no column has more than {blocks:0.0} blocks per slice, so every choice is fast now; what matters is future data."));
        return new(Best.Name, Slices, reasons);
    }

    /// <summary>The recommended preset with one table on another key, for each table and candidate.</summary>
    public IEnumerable<SwapFigures> Swaps()
    {
        foreach (var measure in measures)
            foreach (var counts in measure.Candidates.Where(counts => counts.Column != Best[measure.Table].DistributionKey))
            {
                var keys = TableKeys.On(counts.Column, [.. Best[measure.Table].SortKey]);
                var effect = KeyEffect.Of(measures, table => table == measure.Table ? keys : Best[table], Slices, options.SlicesPerNode, 1);
                yield return new(measure.Table.Name, counts.Column, Math.Round(counts.Spread(Slices).MaxOverMean, 3), effect.JoinsColocated, (long)effect.BytesMoved, (long)effect.BusiestBytes);
            }
    }

    /// <summary>The middle one of the numbers of slices.</summary>
    int Slices => options.Slices[options.Slices.Count / 2];

    KeyPreset Best => SparkifyWarehouse.KeyPresets.MinBy(preset => At(preset.Name, 1).BusiestBytes)!;

    KeyEffect At(string preset, int growth) => presets[preset].Single(effect => (effect.Slices, effect.Factor) == (Slices, growth));

    IEnumerable<string> Skew(string preset)
    {
        var placed = At(preset, 1).Tables.Where(table => table.Style == DistributionStyle.Key && table.Measure.Rows > 0).ToList();
        foreach (var table in placed.Where(table => table.MaxOverMean >= Skewed))
        {
            var counts = table.Measure.Candidates.Single(counts => counts.Column == table.Keys.DistributionKey);
            var heaviest = counts.HeaviestValue is { } value ? Invariant($", and {100.0 * counts.HeaviestRows / table.Measure.Rows:0} % of the rows have {counts.Column} {value}") : "";
            yield return Invariant($"{preset}: {table.Measure.Table.Name} uses {table.Used} of {Slices} slices, the fullest with {table.MaxOverMean:0.0} times the average number of rows. {counts.Column} has {(counts.Values == 1 ? "one value" : Invariant($"{counts.Values:N0} values"))}{heaviest}.");
        }
        if (placed.Where(table => table.MaxOverMean < Skewed).ToList() is [_, ..] even)
            yield return $"{preset}: rows are even (fullest slice to average one) in "
                + string.Join(", ", even.Select(table => Invariant($"{table.Measure.Table.Name} on {table.Keys.DistributionKey} ({table.MaxOverMean:0.00})"))) + ".";
    }

    string Joins(string preset)
    {
        var effect = At(preset, 1);
        return Invariant($"{preset}: {effect.JoinsColocated} of {effect.Joins} joins of the standard reports are co-located; one run of each report moves {effect.BytesMoved / 1e6:N1} MB between {effect.Nodes} nodes.");
    }

    string Work(int growth) => $"At {(growth == 1 ? "today's data" : $"{growth} times the data")} the busiest slice has to handle "
        + string.Join(", ", presets.Keys.Select(preset => Invariant($"{At(preset, growth).BusiestBytes / 1e6:N1} MB ({preset})"))) + " when each report runs once.";

    double LargestColumnBlocks() => measures.Max(measure => measure.ColumnBytes.Values.Max()) / (double)Slices / Placement.BlockBytes;
}
