using Sparkify.Warehouse.Engines;
using static System.FormattableString;

namespace Sparkify.Warehouse.Load;

/// <summary>Says which tables lie unevenly on the slices of the engine, as its own books have it: no table is scanned for it.</summary>
static class SkewWarning
{
    /// <summary>A sentence per skewed table; none where all are even.</summary>
    public static IEnumerable<string> Of(IEnumerable<StoredTable> tables) => tables.Where(table => table.IsSkewed).Select(table =>
        Invariant($"{table.Table} lies unevenly on the slices: {table.Distribution} puts {table.MaxOverMin:0.0} times as many rows on the fullest as on the emptiest, and a query waits for the fullest. sparkify keys measures which keys would spread its {table.Rows:N0} rows."));
}
