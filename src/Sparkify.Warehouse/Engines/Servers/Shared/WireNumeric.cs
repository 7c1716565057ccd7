using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// A numeric as a server sends it: the client reads no more than .NET's decimal holds, and a value that is read once cannot be read in another way.
/// Source: numeric_send in PostgreSQL's src/backend/utils/adt/numeric.c.
/// </summary>
static class WireNumeric
{
    const int Header = 8;
    const int DigitsAGroup = 4;
    const int MostScale = 28;
    const int Negative = 0x4000;

    /// <summary>A decimal; else a whole number of any size, or the text of a fraction or of what is no number.</summary>
    /// <param name="wire">Big-endian: the number of groups of four digits, the first group's power of 10,000, the sign, the digits after the point; then the groups.</param>
    public static object Read(Stream wire)
    {
        Span<byte> header = stackalloc byte[Header];
        wire.ReadExactly(header);
        var groups = BinaryPrimitives.ReadInt16BigEndian(header);
        var firstPower = BinaryPrimitives.ReadInt16BigEndian(header[2..]);
        var scale = BinaryPrimitives.ReadInt16BigEndian(header[6..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        return sign switch
        {
            0 or Negative => Number(Scaled(wire, groups, (DigitsAGroup * (firstPower - groups + 1)) + scale), scale, sign == Negative),
            0xC000 => "NaN",
            0xD000 => "Infinity",
            0xF000 => "-Infinity",
            _ => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Unknown sign {sign:X4} of a numeric")),
        };
    }

    /// <summary>The number without its point.</summary>
    static BigInteger Scaled(Stream wire, int groups, int zeros)
    {
        Span<byte> group = stackalloc byte[sizeof(short)];
        var number = BigInteger.Zero;
        for (; groups > 0; groups--)
        {
            wire.ReadExactly(group);
            number = (number * 10_000) + BinaryPrimitives.ReadInt16BigEndian(group);
        }
        // The last group is filled up with zeros beyond the last digit.
        return zeros >= 0 ? number * BigInteger.Pow(10, zeros) : number / BigInteger.Pow(10, -zeros);
    }

    static object Number(BigInteger scaled, int scale, bool isNegative)
    {
        if (scale <= MostScale && scaled.GetBitLength() <= 96)
        {
            var bits = (UInt128)scaled;
            return new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), isNegative, (byte)scale);
        }
        if (scale == 0)
            return isNegative ? -scaled : scaled;
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(isNegative ? "-" : "")}{digits[..^scale]}.{digits[^scale..]}";
    }
}
