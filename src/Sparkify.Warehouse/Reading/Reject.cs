namespace Sparkify.Warehouse.Reading;

/// <summary>Why a row could not be taken in; a row with several faults has the first of this list (R5).</summary>
public enum RejectReason
{
    /// <summary>The text is no JSON.</summary>
    NotJson,

    /// <summary>The text ends in the middle of a JSON value.</summary>
    Truncated,

    /// <summary>The value is no object.</summary>
    NotAnObject,

    /// <summary>A byte sequence is not valid UTF-8, or an escape is half of a surrogate pair.</summary>
    NotUtf8,

    /// <summary>The row has more than 4 MiB.</summary>
    TooLong,

    /// <summary>Objects and arrays lie more than 64 deep.</summary>
    TooDeep,

    /// <summary>A required field is missing, null, empty or blank.</summary>
    RequiredMissing,

    /// <summary>A value is of a type the field does not take.</summary>
    WrongType,

    /// <summary>A value is of the right type and outside what its column takes.</summary>
    OutOfRange,
}

/// <summary>A row that could not be taken in.</summary>
/// <param name="FileId">The file's number in the ledger.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="ByteOffset">Where it begins in the unpacked file.</param>
/// <param name="Field">The field at fault; null when it is the whole row.</param>
/// <param name="Reason">Why.</param>
/// <param name="Found">What was found there, shortened to at most 200 characters.</param>
/// <param name="Expected">What would have been taken.</param>
/// <param name="Raw">The row's first 64 KiB as text: bytes that are no UTF-8, and NUL, shown as U+FFFD.</param>
public sealed record Reject(int FileId, long Line, long ByteOffset, string? Field, RejectReason Reason, string? Found, string Expected, string Raw)
{
    /// <summary>The reason's word in the ledger: "not_json".</summary>
    public static string Word(RejectReason reason) => reason switch
    {
        RejectReason.NotJson => "not_json",
        RejectReason.Truncated => "truncated",
        RejectReason.NotAnObject => "not_an_object",
        RejectReason.NotUtf8 => "not_utf8",
        RejectReason.TooLong => "too_long",
        RejectReason.TooDeep => "too_deep",
        RejectReason.RequiredMissing => "required_missing",
        RejectReason.WrongType => "wrong_type",
        RejectReason.OutOfRange => "out_of_range",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

/// <summary>Takes rejects as they are found; belongs to one thread.</summary>
public interface IRejectSink
{
    /// <summary>Keeps a reject.</summary>
    void Add(Reject reject);
}

/// <summary>What a file's content came to.</summary>
/// <param name="RowsRead">Rows in it: values and stretches of text that are none (R2).</param>
/// <param name="RowsRejected">Of these, rejects.</param>
/// <param name="RowsRepaired">Of those accepted, rows with repaired text (R6).</param>
/// <param name="ContentHash">XXH128 of the file's bytes as they lie, packed or not.</param>
public readonly record struct FileAccount(long RowsRead, long RowsRejected, long RowsRepaired, UInt128 ContentHash);
