namespace Sparkify.Warehouse.Keys;

/// <summary>Rows and bytes by slice when a column is the distribution key.</summary>
/// <param name="Rows">Rows by slice.</param>
/// <param name="Bytes">Bytes of their values by slice, uncompressed.</param>
public sealed record SliceSpread(IReadOnlyList<long> Rows, IReadOnlyList<long> Bytes)
{
    /// <summary>The number of slices.</summary>
    public int Slices => Rows.Count;

    /// <summary>Slices that have any row.</summary>
    public int Used => Rows.Count(rows => rows > 0);

    /// <summary>Rows of the fullest slice divided by the average: 1 if even, the number of slices if all rows are on one; 1 for an empty table.</summary>
    public double MaxOverMean => Rows.Sum() is var all and > 0 ? (double)Rows.Max() * Slices / all : 1;

    /// <summary>The same for bytes.</summary>
    public double BytesMaxOverMean => Bytes.Sum() is var all and > 0 ? (double)Bytes.Max() * Slices / all : 1;
}
