using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>The report of a load, which <c>etl</c> prints.</summary>
/// <param name="LoadId">The load that the front room shows now; null before the first.</param>
/// <param name="Published">Whether this run published anything.</param>
/// <param name="Files">Files by outcome.</param>
/// <param name="Sources">By source: files loaded and their rows.</param>
/// <param name="Rows">Rows by outcome.</param>
/// <param name="Tables">Rows of every front-room table after the load.</param>
/// <param name="Seconds">Elapsed time.</param>
/// <param name="Phases">The same by phase.</param>
/// <param name="PhasesCpu">Seconds of CPU by phase, over all threads.</param>
/// <param name="Failures">Files that could not be read, with the reason.</param>
/// <param name="PassedOver">Files in the sources' folders that no load reads.</param>
/// <param name="Warnings">What a person should know, one sentence each.</param>
/// <param name="ExitCode">The command's exit code.</param>
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

/// <summary>Files by outcome: loaded, skipped because they did not change, failed.</summary>
public sealed record FileCounts(long Taken, long Skipped, long Failed);

/// <summary>A file that could not be read; its earlier content, if any, stays.</summary>
public sealed record FileFailure(string File, string Error);

/// <summary>A load was not published because too many rows were rejected (exit code 3).</summary>
public sealed class TooManyRejectsException(string message) : WarehouseException(message, ExitCode.NotClean);
