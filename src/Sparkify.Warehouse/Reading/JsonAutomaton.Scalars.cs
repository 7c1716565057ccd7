namespace Sparkify.Warehouse.Reading;

// Literals, numbers and the escapes of text.
internal sealed unsafe partial class JsonAutomaton
{
    void BeginLiteral(ReadOnlySpan<byte> word)
    {
        literal = word[0] switch { (byte)'t' => True, (byte)'f' => False, _ => Null };
        literalAt = 1;
        state = State.Literal;
    }

    static readonly byte[] True = [.. "true"u8];
    static readonly byte[] False = [.. "false"u8];
    static readonly byte[] Null = [.. "null"u8];

    ScanResult EndScalar()
    {
        state = State.Separator;
        return depth == 0 ? ScanResult.Whole : ScanResult.More;
    }

    // Whether the byte continues the number; if not, the state is unchanged.
    bool Number(byte b)
    {
        var isDigit = b is >= (byte)'0' and <= (byte)'9';
        var isExponent = b is (byte)'e' or (byte)'E';
        var next = state switch
        {
            State.Minus when b == '0' => State.Zero,
            State.Minus or State.Digits when isDigit => State.Digits,
            State.Zero or State.Digits when b == '.' => State.Point,
            State.Zero or State.Digits or State.Fraction when isExponent => State.Exponent,
            State.Point or State.Fraction when isDigit => State.Fraction,
            State.Exponent when b is (byte)'+' or (byte)'-' => State.ExponentSign,
            State.Exponent or State.ExponentSign or State.ExponentDigits when isDigit => State.ExponentDigits,
            _ => State.Value,
        };
        if (next == State.Value)
            return false;
        state = next;
        return true;
    }

    ScanResult HexDigit(byte b)
    {
        var digit = JsonText.HexValue(b);
        if (digit < 0)
            return ScanResult.Failed;
        unit = unit << 4 | digit;
        if (++hexDigits < 4)
            return ScanResult.More;
        var isLow = char.IsLowSurrogate((char)unit);
        if (highSurrogate != isLow)
            HasLoneSurrogate = true;
        highSurrogate = char.IsHighSurrogate((char)unit);
        state = State.Text;
        return ScanResult.More;
    }

    void EndSurrogate()
    {
        HasLoneSurrogate |= highSurrogate;
        highSurrogate = false;
    }
}
