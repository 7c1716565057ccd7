using Sparkify.Warehouse.Sources;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>What one load takes in, and how strictly.</summary>
public sealed record LoadOptions
{
    /// <summary>Folder of the event log, a path or an s3:// URI; null to take in no events.</summary>
    public string? Logs { get; init; }

    /// <summary>Folder of the song catalogue, likewise; null to take in no songs.</summary>
    public string? Songs { get; init; }

    /// <summary>A JSONPaths file that says where the event columns come from; null to go by field names.</summary>
    public string? LogJsonPath { get; init; }

    /// <summary>How folders and the JSONPaths file are reached where they lie in a store.</summary>
    public SourceAccess Access { get; init; } = SourceAccess.OfEnvironment;

    /// <summary>Files to read again though they are known as they are (R4): by path or the end of one; an empty list means every one that is withdrawn, null none.</summary>
    public IReadOnlyList<string>? Retake { get; init; }

    /// <summary>How many rejects a load may have and still be published. The default is 1 %, but never under 20 rows.</summary>
    public RejectLimit MaxRejects { get; init; } = RejectLimit.Default;

    /// <summary>
    /// Up to which share of the rows there are a load's changes are listed and applied one by one; where more comes and goes, building
    /// the front room from nothing is cheaper. Tests set it higher.
    /// </summary>
    internal double ChangesUpTo { get; init; } = Settlement.UsualChangesUpTo;
}
