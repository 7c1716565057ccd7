namespace Sparkify.Warehouse.Load;

/// <summary>A file that is taken out, and what leaves with it.</summary>
/// <param name="File">Its path.</param>
/// <param name="Rows">Rows of the content that counted until then: accepted, duplicate and rejected.</param>
/// <param name="PendingRows">Rows that a load that was stopped had read of a newer content, and that never counted.</param>
public sealed record WithdrawnFile(string File, long Rows, long PendingRows);

/// <summary>Files by what became of them.</summary>
public sealed record WithdrawalCounts(long Withdrawn, long AlreadyWithdrawn);

/// <summary>Rows that left staging with their files.</summary>
public sealed record RowsLeft(long Left, long PendingLeft)
{
    internal static RowsLeft Of(IEnumerable<WithdrawnFile> files) => files.Aggregate(new RowsLeft(0, 0), (sum, file) => new(sum.Left + file.Rows, sum.PendingLeft + file.PendingRows));
}

/// <summary>What a withdrawal would do: which files would leave, with how many rows.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Withdrawn">The files that would leave.</param>
/// <param name="AlreadyWithdrawn">Those that are out already.</param>
public sealed record WithdrawalPreview(
    WithdrawalCounts Files, RowsLeft Rows, IReadOnlyList<WithdrawnFile> Withdrawn, IReadOnlyList<string> AlreadyWithdrawn);

/// <summary>What a withdrawal came to: the account that <c>withdraw</c> prints.</summary>
/// <param name="LoadId">The load that the front room shows now; null before the first.</param>
/// <param name="Published">Whether this run made something visible.</param>
/// <param name="Files">How many files.</param>
/// <param name="Rows">How many rows left.</param>
/// <param name="Withdrawn">The files that left.</param>
/// <param name="AlreadyWithdrawn">Those that were out already.</param>
/// <param name="Tables">Rows of every front-room table afterwards.</param>
/// <param name="Seconds">How long it took, wall clock.</param>
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
