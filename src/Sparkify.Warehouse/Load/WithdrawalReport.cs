namespace Sparkify.Warehouse.Load;

/// <summary>A file that is taken out, and its rows.</summary>
/// <param name="File">Its path.</param>
/// <param name="Rows">Rows of the content that counted until then: accepted, duplicate and rejected.</param>
/// <param name="PendingRows">Rows of a newer content that a stopped load had read, and that never counted.</param>
public sealed record WithdrawnFile(string File, long Rows, long PendingRows);

/// <summary>Files by outcome.</summary>
public sealed record WithdrawalCounts(long Withdrawn, long AlreadyWithdrawn);

/// <summary>Rows deleted from staging with their files.</summary>
public sealed record RowsLeft(long Left, long PendingLeft)
{
    internal static RowsLeft Of(IEnumerable<WithdrawnFile> files) => files.Aggregate(new RowsLeft(0, 0), (sum, file) => new(sum.Left + file.Rows, sum.PendingLeft + file.PendingRows));
}

/// <summary>What a withdrawal would do: the files to withdraw, and their rows.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Withdrawn">The files to withdraw.</param>
/// <param name="AlreadyWithdrawn">Files that are already withdrawn.</param>
public sealed record WithdrawalPreview(
    WithdrawalCounts Files, RowsLeft Rows, IReadOnlyList<WithdrawnFile> Withdrawn, IReadOnlyList<string> AlreadyWithdrawn);

/// <summary>The report of a withdrawal, which <c>withdraw</c> prints.</summary>
/// <param name="LoadId">The load that the front room shows now; null before the first.</param>
/// <param name="Published">Whether this run published anything.</param>
/// <param name="Files">How many files.</param>
/// <param name="Rows">The number of rows removed.</param>
/// <param name="Withdrawn">The withdrawn files.</param>
/// <param name="AlreadyWithdrawn">Files that were already withdrawn.</param>
/// <param name="Tables">Rows of every front-room table afterwards.</param>
/// <param name="Seconds">Elapsed time.</param>
/// <param name="Phases">The same by phase.</param>
public sealed record WithdrawalReport(
    long? LoadId,
    bool Published,
    WithdrawalCounts Files,
    RowsLeft Rows,
    IReadOnlyList<WithdrawnFile> Withdrawn,
    IReadOnlyList<string> AlreadyWithdrawn,
    IReadOnlyDictionary<string, long> Tables,
    double Seconds,
    IReadOnlyDictionary<string, double> Phases);
