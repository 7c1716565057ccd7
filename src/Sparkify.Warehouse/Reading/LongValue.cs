using System.Text.Unicode;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// One value, scanned piece by piece: it stays in the window as long as it may be a row; after that only its beginning is kept.
/// </summary>
internal unsafe ref struct LongValue
{
    readonly ByteWindow window;
    readonly JsonAutomaton automaton;
    int begin;
    int checkedTo;
    bool isUtf8 = true;
    byte[]? head;

    /// <summary>A value that begins at the window's start.</summary>
    public LongValue(ByteWindow window, JsonAutomaton automaton)
    {
        this.window = window;
        this.automaton = automaton;
        automaton.Reset();
        begin = checkedTo = Index = window.Start;
    }

    /// <summary>The scan's index in the window: after the value, or where it failed.</summary>
    public int Index { get; private set; }

    /// <summary>The same as an offset in the file.</summary>
    public readonly long End => window.OffsetOf(Index);

    /// <summary>Whether the value's beginning is no longer in the window.</summary>
    public readonly bool IsDiscarding => head is not null;

    /// <summary>Lines that ended within the value.</summary>
    public long NewLines { get; private set; }

    /// <summary>The value, at most its first 64 KiB.</summary>
    public readonly ReadOnlySpan<byte> Head => head ?? window.Span(begin, Index);

    /// <summary>Whether the whole value is valid UTF-8, escapes included.</summary>
    public readonly bool IsUtf8 => isUtf8 && !automaton.HasLoneSurrogate;

    /// <summary>Scans to the value's end; false if it is not JSON. Text beyond a length is dropped.</summary>
    public bool Scan(int maxKept)
    {
        while (true)
        {
            var p = window.Bytes + Index;
            var result = automaton.Feed(ref p, window.Bytes + window.End, window.OffsetOf(Index));
            Index = (int)(p - window.Bytes);
            if (result == ScanResult.More && !ReadOn(maxKept))
                result = automaton.Finish();
            if (result == ScanResult.More)
                continue;
            if (result == ScanResult.Whole)
                Check(window.Span(checkedTo, Index));
            return result == ScanResult.Whole;
        }
    }

    /// <summary>Whether a value other than a container ends here: followed by white space, a comma, a bracket or nothing.</summary>
    public bool IsFollowedBySeparator()
    {
        while (Index == window.End)
            if (!More(IsDiscarding ? Index : begin))
                return true;
        return window.Bytes[Index] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)']';
    }

    bool ReadOn(int maxKept)
    {
        if (Index - begin <= maxKept && !IsDiscarding)
            return More(begin);
        head ??= window.Span(begin, begin + RejectText.MaxRaw).ToArray();
        // An incomplete character at the end is left for the next piece.
        var whole = checkedTo + RejectText.WholeCharacters(window.Span(checkedTo, Index));
        Check(window.Span(checkedTo, whole));
        checkedTo = whole;
        return More(whole);
    }

    // Moves the window from an index on to 0.
    bool More(int keepFrom)
    {
        if (!window.More(keepFrom))
            return false;
        Index -= keepFrom;
        checkedTo -= keepFrom;
        begin -= keepFrom;
        return true;
    }

    void Check(ReadOnlySpan<byte> piece)
    {
        isUtf8 &= Utf8.IsValid(piece);
        NewLines += piece.Count((byte)'\n');
    }
}
