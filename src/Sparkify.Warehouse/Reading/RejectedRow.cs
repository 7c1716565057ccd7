namespace Sparkify.Warehouse.Reading;

/// <summary>Writes the rejects of one file and counts them.</summary>
internal sealed class RejectedRow(IRejectSink sink)
{
    int fileId;

    /// <summary>Rejects of the file so far.</summary>
    public long Count { get; private set; }

    public void BeginFile(int id)
    {
        fileId = id;
        Count = 0;
    }

    /// <summary>Adds a row that is at fault as a whole.</summary>
    public void Add(ReadOnlySpan<byte> row, long line, long offset, RejectReason reason, string? found = null)
    {
        var expected = reason switch
        {
            RejectReason.NotJson => "JSON",
            RejectReason.Truncated => "a whole JSON value",
            RejectReason.NotAnObject => "a JSON object",
            RejectReason.NotUtf8 => "valid UTF-8, without lone surrogates",
            RejectReason.TooLong => $"at most {SourceReader.MaxRow} bytes",
            _ => "at most 64 levels",
        };
        Add(new Reject(fileId, line, offset, null, reason, found ?? RejectText.Found(row), expected, RejectText.Raw(row)));
    }

    /// <summary>Adds a row with a faulty field.</summary>
    public void Add(ReadOnlySpan<byte> row, long line, long offset, RowConverter fault)
    {
        var field = fault.FaultField!;
        Add(new Reject(fileId, line, offset, field.Field.Name, fault.FaultReason, fault.FaultFound, field.Expected(fault.FaultReason), RejectText.Raw(row)));
    }

    void Add(Reject reject)
    {
        Count++;
        sink.Add(reject);
    }
}
