using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Settling;

namespace Sparkify.Warehouse.Load;

/// <summary>What one load reads, and its limits.</summary>
public sealed record LoadOptions
{
    /// <summary>Folder of the event log, a path or an s3:// URI; null for no events.</summary>
    public string? Logs { get; init; }

    /// <summary>Folder of the song catalogue, likewise; null for no songs.</summary>
    public string? Songs { get; init; }

    /// <summary>A JSONPaths file that says where the event columns come from; null to use field names.</summary>
    public string? LogJsonPath { get; init; }

    /// <summary>How folders and a JSONPaths file in an object store are accessed.</summary>
    public SourceAccess Access { get; init; } = SourceAccess.OfEnvironment;

    /// <summary>Files to read again although they did not change (R4), by path or the end of one; an empty list for all withdrawn files, null for none.</summary>
    public IReadOnlyList<string>? Retake { get; init; }

    /// <summary>The maximum of rejects with which a load is published. The default is 1 %, but never under 20 rows.</summary>
    public RejectLimit MaxRejects { get; init; } = RejectLimit.Default;

    /// <summary>
    /// The share of rows up to which a load's changes are listed and the build is incremental; above it a full build is cheaper. Tests set
    /// it higher.
    /// </summary>
    internal double ChangesUpTo { get; init; } = Settlement.UsualChangesUpTo;
}
