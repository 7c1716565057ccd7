namespace Sparkify.Warehouse.Model;

/// <summary>How an engine of many slices spreads a table's rows over them.</summary>
public enum DistributionStyle
{
    /// <summary>No key is given: the engine chooses, and may choose again as the table grows.</summary>
    Auto,

    /// <summary>In turn, whatever the row holds: even by itself, and no join is co-located.</summary>
    Even,

    /// <summary>A copy on every node: every join with it is co-located, and each copy is written.</summary>
    All,

    /// <summary>By a column's value: rows of one value share a slice, and so meet in joins on it.</summary>
    Key,
}

/// <summary>Where a table's rows lie on an engine of many slices, and in what order. Engines of one machine take no notice.</summary>
/// <param name="Style">How rows are spread.</param>
/// <param name="DistributionKey">The column that spreads them; null unless the style is <see cref="DistributionStyle.Key"/>.</param>
/// <param name="SortKey">The columns that rows are kept in order by, in that order; empty for none.</param>
public sealed record TableKeys(DistributionStyle Style, string? DistributionKey, IReadOnlyList<string> SortKey)
{
    /// <summary>The engine chooses where rows lie.</summary>
    public static TableKeys Auto(params string[] sortKey) => new(DistributionStyle.Auto, null, sortKey);

    /// <summary>Rows lie on the slices in turn.</summary>
    public static TableKeys Even(params string[] sortKey) => new(DistributionStyle.Even, null, sortKey);

    /// <summary>Every node has all rows.</summary>
    public static TableKeys All(params string[] sortKey) => new(DistributionStyle.All, null, sortKey);

    /// <summary>A column's value says where a row lies.</summary>
    public static TableKeys On(string column, params string[] sortKey) => new(DistributionStyle.Key, column, sortKey);

    /// <summary>The distribution in words: "key(level)", "all", "even", "auto".</summary>
    public string Distribution => DistributionKey is null ? Style.ToString().ToLowerInvariant() : $"key({DistributionKey})";
}
