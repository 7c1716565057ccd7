using System.Globalization;
using System.Text;

namespace Sparkify.Warehouse.Reading;

/// <summary>A JSON number, evaluated on its decimal digits: no loss of precision to a double, and no limit on exponents.</summary>
internal readonly unsafe ref struct DecimalText
{
    // 10^22 is the largest power of ten that a double holds exactly.
    static readonly double[] Powers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    static readonly ulong[] WholePowers = MakeWholePowers();

    // Exponents are clamped to this: no text has enough digits to compensate for a larger one.
    const long HugeExponent = 1L << 50;
    const int HeadDigits = 19;

    // More digits than any double needs for correct rounding; of the rest it only matters whether any is not zero.
    const int MaxDigits = 800;

    readonly ReadOnlySpan<byte> mantissa;
    readonly ulong head;
    readonly long digits;
    readonly long lastNonZero;

    /// <summary>Reads a number that <see cref="End"/> found to be complete.</summary>
    public DecimalText(ReadOnlySpan<byte> text)
    {
        IsNegative = text[0] == '-';
        var at = IsNegative ? 1 : 0;
        var begin = at;
        long pointAt = -1;
        long before = 0;
        for (; at < text.Length; at++)
        {
            var b = text[at];
            if (b == '.')
            {
                pointAt = before;
                continue;
            }
            if (b is (byte)'e' or (byte)'E')
                break;
            before++;
            if (b == '0' && digits == 0)
                continue;
            if (digits < HeadDigits)
                head = head * 10 + (uint)(b - '0');
            digits++;
            if (b != '0')
                lastNonZero = digits;
        }
        mantissa = text[begin..at];
        var leadingZeros = before - digits;
        Magnitude = (pointAt < 0 ? before : pointAt) - leadingZeros + (at < text.Length ? Exponent(text[(at + 1)..]) : 0);
    }

    public bool IsNegative { get; }

    // The value is 0.d1d2… × 10^Magnitude, where d1 is not zero (unless the value is).
    long Magnitude { get; }

    public bool IsZero => digits == 0;

    public bool IsIntegral => lastNonZero <= Magnitude || IsZero;

    /// <summary>The end of the number that begins at p by JSON's grammar, or null.</summary>
    public static byte* End(byte* p)
    {
        if (*p == '-')
            p++;
        if (*p == '0')
            p++;
        else if ((p = Digits(p)) == null)
            return null;
        if (*p == '.' && (p = Digits(p + 1)) == null)
            return null;
        if (*p is (byte)'e' or (byte)'E')
        {
            p++;
            if (*p is (byte)'+' or (byte)'-')
                p++;
            p = Digits(p);
        }
        return p;
    }

    /// <summary>The value without its fraction; false if it is too large for 64 bits.</summary>
    public bool TryTruncate(out long value)
    {
        value = 0;
        if (IsZero || Magnitude <= 0)
            return true;
        if (Magnitude > HeadDigits)
            return false;
        var held = (int)Math.Min(digits, HeadDigits);
        var whole = held >= Magnitude ? head / WholePowers[held - Magnitude] : head * WholePowers[Magnitude - held];
        if (whole > long.MaxValue)
            return false;
        value = IsNegative ? -(long)whole : (long)whole;
        return true;
    }

    /// <summary>The nearest double; infinite if there is none. Zero has no sign.</summary>
    public double ToDouble()
    {
        if (IsZero || Magnitude < -400)
            return 0;
        if (Magnitude > 400)
            return IsNegative ? double.NegativeInfinity : double.PositiveInfinity;
        var exponent = Magnitude - digits;
        double value;
        if (digits <= HeadDigits && head <= 1UL << 53 && exponent is >= -22 and <= 22)
            // Both are exact doubles, so the result is rounded only once.
            value = exponent < 0 ? head / Powers[-exponent] : head * Powers[exponent];
        else
            value = Round();
        return value == 0 ? 0 : IsNegative ? -value : value;
    }

    static byte* Digits(byte* p)
    {
        if ((uint)(*p - '0') > 9)
            return null;
        while ((uint)(*p - '0') <= 9)
            p++;
        return p;
    }

    static long Exponent(ReadOnlySpan<byte> text)
    {
        long exponent = 0;
        foreach (var b in text)
            if (b is >= (byte)'0' and <= (byte)'9')
                exponent = Math.Min(exponent * 10 + (b - '0'), HugeExponent);
        return text[0] == '-' ? -exponent : exponent;
    }

    static ulong[] MakeWholePowers()
    {
        var powers = new ulong[HeadDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }

    // Writes the digits with an exponent within bounds for the runtime's parser, which clamps large exponents.
    double Round()
    {
        Span<byte> text = stackalloc byte[MaxDigits + 32];
        text[0] = (byte)'.';
        var count = 1;
        foreach (var b in mantissa)
        {
            if (b == '.' || (count == 1 && b == '0'))
                continue;
            if (count > MaxDigits)
                break;
            text[count++] = b;
        }
        if (lastNonZero > MaxDigits)
            text[count++] = (byte)'1';
        count += Encoding.UTF8.GetBytes($"e{Magnitude}", text[count..]);
        return double.Parse(text[..count], NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
