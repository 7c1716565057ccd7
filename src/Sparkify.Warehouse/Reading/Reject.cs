namespace Sparkify.Warehouse.Reading;

/// <summary>Why a row is rejected; a row with several faults has the first of this list (R5).</summary>
public enum RejectReason
{
    /// <summary>The text is not JSON.</summary>
    NotJson,

    /// <summary>The text ends in the middle of a JSON value.</summary>
    Truncated,

    /// <summary>The value is not an object.</summary>
    NotAnObject,

    /// <summary>A byte sequence is not valid UTF-8, or an escape is half of a surrogate pair.</summary>
    NotUtf8,

    /// <summary>The row is larger than 4 MiB.</summary>
    TooLong,

    /// <summary>Objects and arrays are nested more than 64 deep.</summary>
    TooDeep,

    /// <summary>A required field is missing, null, empty or blank.</summary>
    RequiredMissing,

    /// <summary>A value is of a type that the field does not accept.</summary>
    WrongType,

    /// <summary>A value is of the right type but outside its column's range.</summary>
    OutOfRange,
}

/// <summary>A rejected row.</summary>
/// <param name="FileId">The file's number in the ledger.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="ByteOffset">Where it begins in the unpacked file.</param>
/// <param name="Field">The field at fault; null if it is the whole row.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Found">What was found there, shortened to at most 200 characters.</param>
/// <param name="Expected">What would have been accepted.</param>
/// <param name="Raw">The row's first 64 KiB as text: bytes that are not UTF-8, and NUL, become U+FFFD.</param>
public sealed record Reject(int FileId, long Line, long ByteOffset, string? Field, RejectReason Reason, string? Found, string Expected, string Raw)
{
    /// <summary>The reason's name in the ledger: "not_json".</summary>
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

/// <summary>Receives rejects as they are found; used by one thread.</summary>
public interface IRejectSink
{
    /// <summary>Stores a reject.</summary>
    void Add(Reject reject);
}

/// <summary>The counts of a file's content.</summary>
/// <param name="RowsRead">Rows in it: JSON values, and stretches of text that are not JSON (R2).</param>
/// <param name="RowsRejected">Of these, rejects.</param>
/// <param name="RowsRepaired">Of those accepted, rows with repaired text (R6).</param>
/// <param name="ContentHash">XXH128 of the file's bytes as stored, gzipped or not.</param>
public readonly record struct FileAccount(long RowsRead, long RowsRejected, long RowsRepaired, UInt128 ContentHash);
