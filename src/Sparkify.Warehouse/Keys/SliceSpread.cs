namespace Sparkify.Warehouse.Keys;

/// <summary>What lies on each slice when a column spreads the rows.</summary>
/// <param name="Rows">Rows by slice.</param>
/// <param name="Bytes">Bytes of their values by slice, before any compression.</param>
public sealed record SliceSpread(IReadOnlyList<long> Rows, IReadOnlyList<long> Bytes)
{
    /// <summary>How many slices there are.</summary>
    public int Slices => Rows.Count;

    /// <summary>Slices that hold any row.</summary>
    public int Used => Rows.Count(rows => rows > 0);

    /// <summary>Rows of the fullest slice over rows of an average one: 1 is even, the number of slices is all on one; 1 for a table without rows.</summary>
    public double MaxOverMean => Rows.Sum() is var all and > 0 ? (double)Rows.Max() * Slices / all : 1;

    /// <summary>The same of bytes.</summary>
    public double BytesMaxOverMean => Bytes.Sum() is var all and > 0 ? (double)Bytes.Max() * Slices / all : 1;
}
