namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>What an engine of many slices can tell of its tables as they lie there. Engines of one machine do not implement it.</summary>
public interface IStoredTables
{
    /// <summary>How many slices it has; null where it does not say.</summary>
    int? Slices { get; }

    /// <summary>
    /// The front room's tables that have rows, from the engine's own system views. This needs no scan, so every load can do it. Empty if the login cannot
    /// read them.
    /// </summary>
    IReadOnlyList<StoredTable> ReadStoredTables(CancellationToken cancellation);
}

/// <summary>A table as it is stored on an engine of many slices.</summary>
/// <param name="Table">Its bare name.</param>
/// <param name="Distribution">How it is spread, in the engine's words: "KEY(level)", "AUTO(ALL)".</param>
/// <param name="SortKey">The first column of its sort key; null for none.</param>
/// <param name="Rows">Its rows, those included that are deleted but not yet cleared away.</param>
/// <param name="Blocks">Blocks of 1 MB that it takes.</param>
/// <param name="MaxOverMin">Rows of the fullest slice over rows of the emptiest one; null where every node has all of them.</param>
/// <param name="UnsortedPercent">The percentage of rows that are not in the order of the sort key; null where there is none.</param>
/// <param name="StaleStatisticsPercent">How stale the planner's statistics are, from 0 to 100; null where the engine does not know.</param>
public sealed record StoredTable(
    string Table, string Distribution, string? SortKey, long Rows, long Blocks, double? MaxOverMin, double? UnsortedPercent, double? StaleStatisticsPercent)
{
    /// <summary>The least of <see cref="MaxOverMin"/> that is worth a word: the engines' own advice is to reconsider the distribution from there on.</summary>
    public const double Skewed = 4;

    /// <summary>Whether its rows lie so unevenly that people should know.</summary>
    public bool IsSkewed => MaxOverMin >= Skewed;
}
