namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>Files loaded from a source, and their rows.</summary>
public sealed record SourceCounts(long Files, long Rows);

/// <summary>Rows by outcome (R2): read = accepted + duplicate + rejected; corrected rows are included in the duplicates.</summary>
public sealed record RowCounts(long Read, long Accepted, long Duplicate, long Corrected, long Rejected, long Repaired)
{
    /// <summary>No rows.</summary>
    public static readonly RowCounts None = new(0, 0, 0, 0, 0, 0);
}
