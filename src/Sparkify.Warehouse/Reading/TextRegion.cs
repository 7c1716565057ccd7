namespace Sparkify.Warehouse.Reading;

/// <summary>
/// A region of text that is not JSON (R2). In a line-oriented source it ends with its line, otherwise before the next line that begins,
/// after blanks, with a brace or an opening or closing bracket.
/// </summary>
internal sealed class TextRegion(bool endsWithLine)
{
    readonly byte[] head = new byte[RejectText.MaxRaw];
    readonly byte[] atFailure = new byte[4];
    int headLength;
    int failureLength;
    bool atLineStart;

    /// <summary>Its first 64 KiB, without white space at the end.</summary>
    public ReadOnlySpan<byte> Head => head.AsSpan(0, headLength);

    /// <summary>The bytes of the character where the scan failed.</summary>
    public ReadOnlySpan<byte> AtFailure => atFailure.AsSpan(0, failureLength);

    /// <summary>The offset after its last byte that is not white space.</summary>
    public long TrimmedEnd { get; private set; }

    /// <summary>Lines that ended within it.</summary>
    public long NewLines { get; private set; }

    /// <summary>Reads the region that begins at the window's start, and moves the start after it.</summary>
    public void Take(ByteWindow window, long failedAt)
    {
        headLength = failureLength = 0;
        NewLines = 0;
        atLineStart = false;
        TrimmedEnd = window.OffsetOf(window.Start);
        while (true)
        {
            var text = window.Span(window.Start, window.End);
            var length = endsWithLine ? text.IndexOf((byte)'\n') : FindNextLine(text);
            var piece = length < 0 ? text : text[..length];
            Keep(piece, window.OffsetOf(window.Start), failedAt);
            window.Start += piece.Length;
            if (length >= 0 || !window.More(window.End))
                break;
        }
        headLength = Head.TrimEnd(" \t\r\n"u8).Length;
    }

    void Keep(ReadOnlySpan<byte> piece, long offset, long failedAt)
    {
        NewLines += piece.Count((byte)'\n');
        var trimmed = piece.TrimEnd(" \t\r\n"u8).Length;
        if (trimmed > 0)
            TrimmedEnd = offset + trimmed;
        var kept = Math.Min(piece.Length, head.Length - headLength);
        piece[..kept].CopyTo(head.AsSpan(headLength));
        headLength += kept;
        while (failureLength < atFailure.Length && failedAt + failureLength >= offset && failedAt + failureLength < offset + piece.Length)
            atFailure[failureLength] = piece[(int)(failedAt + failureLength++ - offset)];
    }

    // The end of the region: the first byte of a line that can begin a value. Negative if it is not in this piece.
    int FindNextLine(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!atLineStart)
            {
                var newLine = text[at..].IndexOf((byte)'\n');
                if (newLine < 0)
                    return -1;
                at += newLine;
                atLineStart = true;
            }
            else if (text[at] is (byte)'{' or (byte)'[' or (byte)']')
            {
                return at;
            }
            else
            {
                atLineStart = text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
            }
        }
        return -1;
    }
}
