using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Staging;

/// <summary>The list of contents of files that leave the backroom, on its way into <c>discarded_files</c>.</summary>
static class ContentList
{
    /// <summary>The contents of these numbers.</summary>
    public static IRowSource Leaving(IEnumerable<int> contents) => new ListedRows<int>(SparkifyWarehouse.DiscardedFiles, contents, static (file, rows) =>
    {
        rows.Columns[0].Set(rows.Count, file);
        rows.EndRow();
    });
}
