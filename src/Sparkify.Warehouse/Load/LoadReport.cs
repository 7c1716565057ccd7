using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Load;

/// <summary>How many files a load met.</summary>
public sealed record FileCounts(long Taken, long Skipped, long Failed);

/// <summary>What a load read of one source.</summary>
public sealed record SourceCounts(long Files, long Rows);

/// <summary>The account of a load's rows: read = accepted + duplicate + rejected (R2).</summary>
public sealed record RowCounts(long Read, long Accepted, long Duplicate, long Corrected, long Rejected, long Repaired);

/// <summary>A file that could not be read.</summary>
public sealed record FileFailure(string File, string Error);

/// <summary>What a load did.</summary>
/// <param name="LoadId">Its number; the last published one where nothing was published; null where nothing ever was.</param>
/// <param name="Published">Whether the front room shows it.</param>
/// <param name="Files">The files it met.</param>
/// <param name="Sources">By the source's name, what it read.</param>
/// <param name="Rows">The rows it read.</param>
/// <param name="Tables">Every front-room table by its bare name, with its rows now.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Phases">How long each phase took, in seconds.</param>
/// <param name="Warnings">What a person should know: unknown fields, skew, a reject limit that was passed.</param>
/// <param name="Failures">Files that could not be read.</param>
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
    IReadOnlyList<string> Warnings,
    IReadOnlyList<FileFailure> Failures,
    ExitCode ExitCode);

/// <summary>What a load would take in.</summary>
/// <param name="Files">The files it would take or skip, and those it cannot even look at.</param>
/// <param name="Sources">By the source's name, the files it would take and their bytes.</param>
/// <param name="ToTake">The files it would take, new or changed, in order.</param>
public sealed record DryRunReport(FileCounts Files, IReadOnlyDictionary<string, SourceBytes> Sources, IReadOnlyList<string> ToTake);

/// <summary>What a load would read of one source.</summary>
public sealed record SourceBytes(long Files, long Bytes);
