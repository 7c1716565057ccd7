namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>How the files of both rooms are laid out.</summary>
static class DuckDbStorage
{
    /// <summary>
    /// The oldest engine that can read the files. It is not "latest": an update of the engine would then lock out readers with an older one
    /// (decision 14). A file of an older version gets this one when it is next written.
    /// </summary>
    public const string Version = "v1.3.0";

    /// <summary>
    /// Rows of a row group. Each thread and batch leaves one that is not full, and a checkpoint writes such groups again to join them:
    /// a third of the usual size makes that little.
    /// </summary>
    const int RowGroupSize = 20 * 2048;

    /// <summary>The options of an <c>attach</c> of a file that is written.</summary>
    public static string Options { get; } = $"(row_group_size {RowGroupSize}, storage_version '{Version}')";
}
