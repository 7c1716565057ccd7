using Sparkify.Warehouse.Engines.Contract;
using static System.FormattableString;

namespace Sparkify.Warehouse.Load;

/// <summary>Warns of tables that are distributed unevenly over the engine's slices, from its system views: no table is scanned.</summary>
static class SkewWarning
{
    /// <summary>One sentence per skewed table.</summary>
    public static IEnumerable<string> Of(IEnumerable<StoredTable> tables) => tables.Where(table => table.IsSkewed).Select(table =>
        Invariant($"{table.Table} is distributed unevenly over the slices: {table.Distribution} puts {table.MaxOverMin:0.0} times as many rows on the fullest as on the emptiest, and a query waits for the fullest. 'sparkify keys' shows which keys would spread its {table.Rows:N0} rows."));
}
