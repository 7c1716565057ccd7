using System.Runtime.CompilerServices;

namespace Sparkify.Warehouse.Reading;

/// <summary>The result of a scan.</summary>
internal enum ScanResult
{
    /// <summary>The piece ended; the value continues in the next one.</summary>
    More,

    /// <summary>The value is complete.</summary>
    Whole,

    /// <summary>The text is not JSON.</summary>
    Failed,
}

/// <summary>
/// Recognises one JSON value of any size and depth, piece by piece, without keeping its text: it needs one state and one bit per level.
/// It decides what is JSON (RFC 8259); <see cref="RowScanner"/> is the fast path for objects that are.
/// </summary>
internal sealed unsafe partial class JsonAutomaton
{
    enum State
    {
        Value, FirstElement, FirstKey, Key, Colon, Separator, Text, Escape, Hex, Minus, Zero, Digits, Point, Fraction, Exponent, ExponentSign,
        ExponentDigits, Literal,
    }

    readonly OpenContainers? open;
    ulong[] isObject = new ulong[2];
    ulong[] isKept = new ulong[2];
    State state;
    long depth;
    bool isKey;
    bool highSurrogate;
    int hexDigits;
    int unit;
    int opensOnLine;
    long lineStart;
    byte[] literal = [];
    int literalAt;

    /// <summary>Tracks the open containers in <paramref name="open"/>, if given.</summary>
    public JsonAutomaton(OpenContainers? open = null) => this.open = open;

    /// <summary>The maximum nesting of containers.</summary>
    public long MaxDepth { get; private set; }

    /// <summary>Whether an escape was half of a surrogate pair.</summary>
    public bool HasLoneSurrogate { get; private set; }

    public void Reset()
    {
        state = State.Value;
        depth = MaxDepth = 0;
        isKey = highSurrogate = HasLoneSurrogate = false;
        opensOnLine = 0;
        lineStart = 0;
        open?.Clear();
    }

    /// <summary>
    /// Continues at the cursor, and leaves it after the value or at the byte that is wrong. The text must end with a zero byte and
    /// <see cref="ByteWindow.Slack"/>. The offset is the cursor's in the file.
    /// </summary>
    public ScanResult Feed(ref byte* cursor, byte* end, long offset)
    {
        var p = cursor;
        var begin = p;
        var result = ScanResult.More;
        while (p < end && result == ScanResult.More)
        {
            var b = *p;
            switch (state)
            {
                case State.Value or State.FirstElement or State.FirstKey or State.Key or State.Colon or State.Separator:
                    if (b is (byte)' ' or (byte)'\t' or (byte)'\r')
                        break;
                    if (b == '\n')
                    {
                        opensOnLine = 0;
                        lineStart = offset + (p - begin) + 1;
                        break;
                    }
                    result = Token(b, offset + (p - begin));
                    break;
                case State.Text:
                    var special = JsonText.FindSpecial(p);
                    if (special > p)
                    {
                        EndSurrogate();
                        p = Min(special, end) - 1;
                    }
                    else if (b == '"')
                    {
                        EndSurrogate();
                        state = isKey ? State.Colon : State.Separator;
                        if (depth == 0)
                            result = ScanResult.Whole;
                    }
                    else if (b == '\\')
                    {
                        state = State.Escape;
                    }
                    else
                    {
                        result = ScanResult.Failed;
                    }
                    break;
                case State.Escape:
                    if (b == 'u')
                    {
                        state = State.Hex;
                        hexDigits = unit = 0;
                    }
                    else if (JsonText.IsSimpleEscape(b))
                    {
                        EndSurrogate();
                        state = State.Text;
                    }
                    else
                    {
                        result = ScanResult.Failed;
                    }
                    break;
                case State.Hex:
                    result = HexDigit(b);
                    break;
                case State.Literal:
                    if (b != literal[literalAt])
                        result = ScanResult.Failed;
                    else if (++literalAt == literal.Length)
                        result = EndScalar();
                    break;
                default:
                    if (!Number(b))
                    {
                        if (!IsWholeNumber)
                        {
                            result = ScanResult.Failed;
                        }
                        else
                        {
                            result = EndScalar();
                            // The byte after the number is not consumed: the next state or the caller reads it.
                            p--;
                        }
                    }
                    break;
            }
            if (result != ScanResult.Failed)
                p++;
        }
        cursor = p;
        return result;
    }

    /// <summary>At the end of the file: a number at the outermost level is complete, anything else is not JSON.</summary>
    public ScanResult Finish() => depth == 0 && IsWholeNumber ? ScanResult.Whole : ScanResult.Failed;

    bool IsWholeNumber => state is State.Zero or State.Digits or State.Fraction or State.ExponentDigits;

    static byte* Min(byte* a, byte* b) => a < b ? a : b;

    ScanResult Token(byte b, long offset)
    {
        switch (state)
        {
            case State.Colon:
                state = State.Value;
                return b == ':' ? ScanResult.More : ScanResult.Failed;
            case State.Key or State.FirstKey:
                if (b == '}' && state == State.FirstKey)
                    return Close();
                isKey = true;
                state = State.Text;
                return b == '"' ? ScanResult.More : ScanResult.Failed;
            case State.Separator:
                var inObject = Bit(isObject, depth - 1);
                if (b == (inObject ? '}' : ']'))
                    return Close();
                state = inObject ? State.Key : State.Value;
                return b == ',' ? ScanResult.More : ScanResult.Failed;
            default:
                return b == ']' && state == State.FirstElement ? Close() : BeginValue(b, offset);
        }
    }

    ScanResult BeginValue(byte b, long offset)
    {
        switch (b)
        {
            case (byte)'{':
                Open(true, offset);
                state = State.FirstKey;
                break;
            case (byte)'[':
                Open(false, offset);
                state = State.FirstElement;
                break;
            case (byte)'"': isKey = false; state = State.Text; break;
            case (byte)'-': state = State.Minus; break;
            case (byte)'0': state = State.Zero; break;
            case >= (byte)'1' and <= (byte)'9': state = State.Digits; break;
            case (byte)'t': BeginLiteral("true"u8); break;
            case (byte)'f': BeginLiteral("false"u8); break;
            case (byte)'n': BeginLiteral("null"u8); break;
            default: return ScanResult.Failed;
        }
        return ScanResult.More;
    }

    void Open(bool asObject, long offset)
    {
        var word = (int)(depth >> 6);
        if (word == isObject.Length)
        {
            Array.Resize(ref isObject, word * 2);
            Array.Resize(ref isKept, word * 2);
        }
        SetBit(isObject, depth, asObject);
        if (open is not null)
        {
            var keep = opensOnLine < 2;
            SetBit(isKept, depth, keep);
            if (keep)
            {
                open.Push(offset);
                opensOnLine++;
            }
        }
        depth++;
        MaxDepth = Math.Max(MaxDepth, depth);
    }

    ScanResult Close()
    {
        depth--;
        if (open is not null && Bit(isKept, depth) && open.Pop() >= lineStart)
            opensOnLine--;
        return EndScalar();
    }

    static bool Bit(ulong[] bits, long at) => (bits[at >> 6] >> (int)(at & 63) & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SetBit(ulong[] bits, long at, bool value)
    {
        var mask = 1UL << (int)(at & 63);
        ref var word = ref bits[at >> 6];
        word = value ? word | mask : word & ~mask;
    }
}
