using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Sparkify.Warehouse.Reading;

/// <summary>The content of JSON strings: finds the end and the escapes, and unescapes.</summary>
internal static unsafe class JsonText
{
    /// <summary>The first quote, backslash or control byte. The text must end with one; up to 32 bytes after it are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* FindSpecial(byte* p)
    {
        while (true)
        {
            var block = Vector256.Load(p);
            var special = Vector256.Equals(block, Vector256.Create((byte)'"'))
                | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(block, Vector256.Create((byte)0x1F)), block);
            var bits = special.ExtractMostSignificantBits();
            if (bits != 0)
                return p + BitOperations.TrailingZeroCount(bits);
            p += Vector256<byte>.Count;
        }
    }

    /// <summary>Whether a byte other than u may follow a backslash.</summary>
    public static bool IsSimpleEscape(byte b) => b is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t';

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    public static int HexValue(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    /// <summary>The UTF-16 code unit of four hexadecimal digits, or -1. Stops at the first byte that is not one.</summary>
    public static int HexUnit(byte* p)
    {
        var unit = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = HexValue(p[i]);
            if (digit < 0)
                return -1;
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /// <summary>
    /// Unescapes a scanned string and returns its length in bytes of UTF-8, which is never larger. Up to 32 bytes after either end
    /// are read or written. Escapes that are half of a surrogate pair become U+FFFD (their row is rejected anyway).
    /// </summary>
    /// <param name="nuls">Counts the escapes of U+0000 that were left out; negative to keep them.</param>
    public static int Unescape(byte* from, int length, byte* to, ref int nuls)
    {
        var end = from + length;
        var start = to;
        while (from < end)
        {
            var block = Vector256.Load(from);
            block.Store(to);
            var bits = Vector256.Equals(block, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            var plain = (int)Math.Min(bits == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(bits), end - from);
            from += plain;
            to += plain;
            if (from == end || *from != '\\')
                continue;
            if (from[1] != 'u')
            {
                *to++ = from[1] switch { (byte)'b' => 8, (byte)'f' => 12, (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, var b => b };
                from += 2;
                continue;
            }
            var unit = HexUnit(from + 2);
            from += 6;
            if (unit == 0 && nuls >= 0)
            {
                nuls++;
                continue;
            }
            var rune = Rune.ReplacementChar;
            if (!char.IsSurrogate((char)unit))
            {
                rune = new Rune(unit);
            }
            else if (char.IsHighSurrogate((char)unit) && end - from >= 6 && from[0] == '\\' && from[1] == 'u' && HexUnit(from + 2) is var low && char.IsLowSurrogate((char)low))
            {
                rune = new Rune((char)unit, (char)low);
                from += 6;
            }
            to += rune.EncodeToUtf8(new Span<byte>(to, 4));
        }
        return (int)(to - start);
    }

    /// <summary>Whether a text is empty or only white space.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> utf8)
    {
        // Most text begins with a letter.
        if (!utf8.IsEmpty && utf8[0] is > 0x20 and < 0x7F)
            return false;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            if (!Rune.IsWhiteSpace(rune))
                return false;
            utf8 = utf8[consumed..];
        }
        return true;
    }
}
