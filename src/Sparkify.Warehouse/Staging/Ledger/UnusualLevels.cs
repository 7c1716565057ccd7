using System.Collections.Concurrent;
using System.Text;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>The levels of membership that the events of a load have, but for the usual ones; any text is accepted as one (R5). Used by several threads.</summary>
sealed class UnusualLevels
{
    const string Column = "level";

    // A field that holds something else than levels is not remembered value by value.
    const int MostKept = 100;

    readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>The levels, with their rows.</summary>
    public IReadOnlyDictionary<string, long> All => counts;

    /// <summary>Looks at the rows of a batch.</summary>
    public void Add(RowBatch batch)
    {
        if (batch.Table != SparkifyWarehouse.Events.Staging)
            return;
        var levels = batch[Column];
        for (var row = 0; row < batch.Count; row++)
            if (levels.HasValue(row) && batch.TextOf(levels, row) is var level && !level.SequenceEqual("free"u8) && !level.SequenceEqual("paid"u8))
                Count(Encoding.UTF8.GetString(level));
    }

    void Count(string level)
    {
        if (counts.Count < MostKept || counts.ContainsKey(level))
            counts.AddOrUpdate(level, 1, static (_, count) => count + 1);
    }
}
