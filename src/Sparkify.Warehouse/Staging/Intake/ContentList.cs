using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>Rows for <c>discarded_files</c>: the contents of files to delete from the backroom.</summary>
static class ContentList
{
    /// <summary>The list of contents with these ids.</summary>
    public static IRowSource Leaving(IEnumerable<int> contents) => new ListedRows<int>(SparkifyWarehouse.DiscardedFiles, contents, static (file, rows) =>
    {
        rows.Columns[0].Set(rows.Count, file);
        rows.EndRow();
    });
}
