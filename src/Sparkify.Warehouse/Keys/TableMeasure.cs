using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Keys;

/// <summary>The result of one scan of a front-room table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="ColumnBytes">Bytes of each column's values, uncompressed, by the column's name.</param>
/// <param name="Candidates">The counts for each candidate for the distribution key.</param>
/// <param name="Days">Its rows by day, in order; empty if the table has no start_time.</param>
public sealed record TableMeasure(
    Table Table, long Rows, IReadOnlyDictionary<string, long> ColumnBytes, IReadOnlyList<KeyCounts> Candidates, IReadOnlyList<DayRows> Days)
{
    /// <summary>Bytes of all values.</summary>
    public long Bytes => ColumnBytes.Values.Sum();
}

/// <summary>The rows of one day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Rows">Its rows.</param>
public readonly record struct DayRows(DateOnly Day, long Rows);
