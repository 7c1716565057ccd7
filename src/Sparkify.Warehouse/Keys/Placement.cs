using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Keys;

/// <summary>
/// How a table's rows are distributed under given keys, on a number of slices, with a multiple of today's data. With today's data the shares of a
/// distribution key are counted; everything else is the model of docs/keys.md.
/// </summary>
public sealed class Placement
{
    /// <summary>Bytes of a block, the smallest unit that is read of a column on a slice.</summary>
    public const int BlockBytes = 1 << 20;

    readonly double growth;

    /// <summary>Places a table.</summary>
    /// <param name="measure">The counts of the table.</param>
    /// <param name="keys">Its distribution and sort keys.</param>
    /// <param name="slices">The number of slices.</param>
    /// <param name="factor">The multiple of today's data.</param>
    public Placement(TableMeasure measure, TableKeys keys, int slices, int factor)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(keys);
        (Measure, Keys) = (measure, keys);
        growth = Growth.Of(measure, factor);
        Style = keys.Style == DistributionStyle.Auto ? Chosen(slices) : keys.Style;
        Shares = Style switch
        {
            DistributionStyle.All => [1],
            DistributionStyle.Key => Growth.Shares(measure, measure.Candidates.Single(counts => counts.Column == keys.DistributionKey), slices, factor),
            _ => [.. Enumerable.Repeat(1.0 / slices, slices)],
        };
    }

    /// <summary>The counts of the table.</summary>
    public TableMeasure Measure { get; }

    /// <summary>Its keys.</summary>
    public TableKeys Keys { get; }

    /// <summary>Its distribution style: that of its keys or, where they leave it to the engine, what the model assumes.</summary>
    public DistributionStyle Style { get; }

    /// <summary>The share of its rows on each slice; for a table on every node, all of them on one slice.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Its rows.</summary>
    public double Rows => Measure.Rows * growth;

    /// <summary>Slices that have any row.</summary>
    public int Used => Shares.Count(share => share > 0);

    /// <summary>Rows of the fullest slice divided by the average; 1 for a table on every node.</summary>
    public double MaxOverMean => Shares.Max() * Shares.Count;

    /// <summary>Bytes of some of its columns, uncompressed; 0 for an empty table.</summary>
    public double Bytes(IEnumerable<string> columns) => columns.Sum(column => Measure.ColumnBytes[column]) * growth;

    /// <summary>Bytes of some of its columns on its fullest slice.</summary>
    public double FullestBytes(IEnumerable<string> columns) => Bytes(columns) * Shares.Max();

    // The size from which the engine spreads a table with AUTO distribution is not documented. As long as no column has more bytes than one block
    // per slice holds, spread rows would take as many blocks as a copy.
    DistributionStyle Chosen(int slices) =>
        Measure.ColumnBytes.Values.Max() * growth <= (double)slices * BlockBytes ? DistributionStyle.All : DistributionStyle.Even;
}
