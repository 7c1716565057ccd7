using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Load;

/// <summary>What a load came to: the account that <c>etl</c> prints.</summary>
/// <param name="LoadId">The load that the front room shows now; null before the first.</param>
/// <param name="Published">Whether this run made something visible.</param>
/// <param name="Files">Files by what became of them.</param>
/// <param name="Sources">By source: files taken in and the rows in them.</param>
/// <param name="Rows">Rows by what became of them.</param>
/// <param name="Tables">Rows of every front-room table after the load.</param>
/// <param name="Seconds">How long it took, wall clock.</param>
/// <param name="Phases">The same by phase.</param>
/// <param name="PhasesCpu">Seconds of CPU by phase, all threads together.</param>
/// <param name="Failures">Files that could not be read, with the reason.</param>
/// <param name="PassedOver">Files in the sources' folders that no load reads.</param>
/// <param name="Warnings">What a person should know, one sentence each.</param>
/// <param name="ExitCode">How the command ends.</param>
public sealed record LoadReport(
    long? LoadId,
    bool Published,
    FileCounts Files,
    IReadOnlyDictionary<string, SourceCounts> Sources,
    RowCounts Rows,
    IReadOnlyDictionary<string, long> Tables,
    double Seconds,
    IReadOnlyDictionary<string, double> Phases,
    IReadOnlyDictionary<string, double> PhasesCpu,
    IReadOnlyList<FileFailure> Failures,
    IReadOnlyList<PassedOverFiles> PassedOver,
    IReadOnlyList<string> Warnings,
    ExitCode ExitCode);

/// <summary>Files by what became of them: taken in, skipped because they are known, failed.</summary>
public sealed record FileCounts(long Taken, long Skipped, long Failed);

/// <summary>Files taken in from a source, and the rows in them.</summary>
public sealed record SourceCounts(long Files, long Rows);

/// <summary>Rows by what became of them (R2): read = accepted + duplicate + rejected; corrected are among the duplicates.</summary>
public sealed record RowCounts(long Read, long Accepted, long Duplicate, long Corrected, long Rejected, long Repaired)
{
    /// <summary>No rows.</summary>
    public static readonly RowCounts None = new(0, 0, 0, 0, 0, 0);
}

/// <summary>A file that could not be read; its earlier content, if any, stays.</summary>
public sealed record FileFailure(string File, string Error);

/// <summary>A load that was not published because too many rows were rejects (exit code 3).</summary>
public sealed class TooManyRejectsException(string message) : WarehouseException(message, ExitCode.NotClean);
