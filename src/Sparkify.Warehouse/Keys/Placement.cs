using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Keys;

/// <summary>
/// Where a table's rows lie under given keys, on so many slices, at a multiple of today's data. At once the data is, the shares of a distribution
/// key are counted; everything else is the model of docs/keys.md.
/// </summary>
public sealed class Placement
{
    /// <summary>Bytes of a block, the least that is read of a column on a slice.</summary>
    public const int BlockBytes = 1 << 20;

    readonly double growth;

    /// <summary>Places a table.</summary>
    /// <param name="measure">What was counted of it.</param>
    /// <param name="keys">How it is to be spread and sorted.</param>
    /// <param name="slices">How many slices there are.</param>
    /// <param name="factor">How many times today's data.</param>
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

    /// <summary>What was counted of the table.</summary>
    public TableMeasure Measure { get; }

    /// <summary>Its keys.</summary>
    public TableKeys Keys { get; }

    /// <summary>How it is spread: as its keys say, and where they leave it to the engine, what the model takes the engine to do.</summary>
    public DistributionStyle Style { get; }

    /// <summary>The share of its rows on each slice; of a table that lies on every node, all of them on one slice of each.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Its rows.</summary>
    public double Rows => Measure.Rows * growth;

    /// <summary>Slices that hold any row.</summary>
    public int Used => Shares.Count(share => share > 0);

    /// <summary>Rows of the fullest slice over rows of an average one; 1 for a table that lies on every node.</summary>
    public double MaxOverMean => Shares.Max() * Shares.Count;

    /// <summary>Bytes of some of its columns, before any compression; 0 for a table without rows.</summary>
    public double Bytes(IEnumerable<string> columns) => columns.Sum(column => Measure.ColumnBytes[column]) * growth;

    /// <summary>Bytes of some of its columns on its fullest slice.</summary>
    public double FullestBytes(IEnumerable<string> columns) => Bytes(columns) * Shares.Max();

    // Not documented is from what size on the engine spreads a table that it was left to choose for. While no column has more bytes than one block
    // on each slice holds, spread rows would take as many blocks as a copy does.
    DistributionStyle Chosen(int slices) =>
        Measure.ColumnBytes.Values.Max() * growth <= (double)slices * BlockBytes ? DistributionStyle.All : DistributionStyle.Even;
}
