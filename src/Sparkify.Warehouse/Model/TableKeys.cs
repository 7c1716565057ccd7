namespace Sparkify.Warehouse.Model;

/// <summary>How an engine with many slices distributes a table's rows over them.</summary>
public enum DistributionStyle
{
    /// <summary>The engine chooses, and may change its choice as the table grows.</summary>
    Auto,

    /// <summary>Round-robin: always even, and no join is co-located.</summary>
    Even,

    /// <summary>A copy on every node: every join with it is co-located, and each write is repeated per node.</summary>
    All,

    /// <summary>By a column's value: rows with the same value share a slice, so joins on that column are co-located.</summary>
    Key,
}

/// <summary>A table's distribution and sort keys on an engine with many slices. Other engines ignore them.</summary>
/// <param name="Style">How rows are distributed.</param>
/// <param name="DistributionKey">The distribution key; null unless the style is <see cref="DistributionStyle.Key"/>.</param>
/// <param name="SortKey">The columns of the sort key, in order; empty for none.</param>
public sealed record TableKeys(DistributionStyle Style, string? DistributionKey, IReadOnlyList<string> SortKey)
{
    /// <summary>The engine chooses the distribution.</summary>
    public static TableKeys Auto(params string[] sortKey) => new(DistributionStyle.Auto, null, sortKey);

    /// <summary>Rows are distributed round-robin.</summary>
    public static TableKeys Even(params string[] sortKey) => new(DistributionStyle.Even, null, sortKey);

    /// <summary>Every node has all rows.</summary>
    public static TableKeys All(params string[] sortKey) => new(DistributionStyle.All, null, sortKey);

    /// <summary>A column's value determines a row's slice.</summary>
    public static TableKeys On(string column, params string[] sortKey) => new(DistributionStyle.Key, column, sortKey);

    /// <summary>The distribution in words: "key(level)", "all", "even", "auto".</summary>
    public string Distribution => DistributionKey is null ? Style.ToString().ToLowerInvariant() : $"key({DistributionKey})";
}
