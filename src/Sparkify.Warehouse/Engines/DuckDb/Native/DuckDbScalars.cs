using System.Globalization;
using System.Numerics;
using System.Text;
using DuckDB.NET.Native;
using Sparkify.Warehouse.Values;
using static DuckDB.NET.Native.NativeMethods;

namespace Sparkify.Warehouse.Engines.DuckDb.Native;

/// <summary>Values of one part, from a vector's data (duckdb.h describes the layout of each).</summary>
static unsafe class DuckDbScalars
{
    const long Micros = 1_000_000;

    /// <summary>A value that is not null.</summary>
    public static object Read(byte* data, DuckDBLogicalType type, DuckDBType id, ulong row) => id switch
    {
        DuckDBType.Boolean => data[row] != 0,
        DuckDBType.TinyInt => ((sbyte*)data)[row],
        DuckDBType.UnsignedTinyInt => data[row],
        DuckDBType.SmallInt => ((short*)data)[row],
        DuckDBType.UnsignedSmallInt => ((ushort*)data)[row],
        DuckDBType.Integer => ((int*)data)[row],
        DuckDBType.UnsignedInteger => ((uint*)data)[row],
        DuckDBType.BigInt => ((long*)data)[row],
        DuckDBType.UnsignedBigInt => ((ulong*)data)[row],
        DuckDBType.HugeInt => (BigInteger)((Int128*)data)[row],
        DuckDBType.UnsignedHugeInt => (BigInteger)((UInt128*)data)[row],
        DuckDBType.Float => ((float*)data)[row],
        DuckDBType.Double => ((double*)data)[row],
        DuckDBType.Decimal => Exact(data, type, row),
        DuckDBType.Varchar => Encoding.UTF8.GetString(Bytes(data, row)),
        DuckDBType.Blob => Bytes(data, row).ToArray(),
        DuckDBType.Bit => Bits(Bytes(data, row)),
        DuckDBType.Uuid => Uuid(((UInt128*)data)[row]),
        DuckDBType.Enum => Word(data, type, row),
        DuckDBType.Date => ((int*)data)[row] is var day && day is int.MaxValue ? "infinity" : day is -int.MaxValue ? "-infinity" : UnusualTime.Day(day),
        DuckDBType.Time => UnusualTime.TimeOfDay(((long*)data)[row]),
        DuckDBType.TimeTz => ZonedTime(((ulong*)data)[row]),
        DuckDBType.Timestamp or DuckDBType.TimestampTz => Instant(((long*)data)[row], micros => micros),
        DuckDBType.TimestampS => Instant(((long*)data)[row], seconds => seconds * Micros),
        DuckDBType.TimestampMs => Instant(((long*)data)[row], millis => millis * 1000),
        DuckDBType.TimestampNs => Instant(((long*)data)[row], nanos => nanos / 1000),
        DuckDBType.Interval => UnusualTime.Of(((int*)data)[4 * row], ((int*)data)[(4 * row) + 1], ((long*)data)[(2 * row) + 1]),
        _ => throw new NotSupportedException($"Values of the type {id} cannot be shown."),
    };

    static object Instant(long value, Func<long, long> toMicros) => value switch
    {
        long.MaxValue => "infinity",
        -long.MaxValue => "-infinity",
        _ => UnusualTime.Instant(toMicros(value)),
    };

    // A duckdb_string_t: its length, then up to 12 bytes, or four and a pointer to all of them.
    static ReadOnlySpan<byte> Bytes(byte* data, ulong row)
    {
        var text = data + (16 * row);
        var length = *(int*)text;
        return length <= 12 ? new(text + 4, length) : new(*(byte**)(text + 8), length);
    }

    // The first byte says how many bits of the second are padding.
    static string Bits(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes[1..])
            text.Append(Convert.ToString(value, 2).PadLeft(8, '0'));
        return text.ToString(bytes[0], text.Length - bytes[0]);
    }

    // Kept with its first bit turned over, so that it sorts as a number.
    static string Uuid(UInt128 value)
    {
        var digits = (value ^ (UInt128.One << 127)).ToString("x32", CultureInfo.InvariantCulture);
        return $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
    }

    static string Word(byte* data, DuckDBLogicalType type, ulong row) => LogicalType.DuckDBEnumDictionaryValue(type, (long)(LogicalType.DuckDBEnumInternalType(type) switch
    {
        DuckDBType.UnsignedTinyInt => data[row],
        DuckDBType.UnsignedSmallInt => ((ushort*)data)[row],
        _ => ((uint*)data)[row],
    }));

    static object Exact(byte* data, DuckDBLogicalType type, ulong row)
    {
        var scale = LogicalType.DuckDBDecimalScale(type);
        var digits = LogicalType.DuckDBDecimalInternalType(type) switch
        {
            DuckDBType.SmallInt => ((short*)data)[row],
            DuckDBType.Integer => ((int*)data)[row],
            DuckDBType.BigInt => ((long*)data)[row],
            _ => (BigInteger)((Int128*)data)[row],
        };
        if (scale == 0)
            return digits;
        if (scale <= 28 && BigInteger.Abs(digits) <= (BigInteger)decimal.MaxValue)
            return (decimal)digits * new decimal(1, 0, 0, isNegative: false, scale);
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(digits.Sign < 0 ? "-" : "")}{text[..^scale]}.{text[^scale..]}";
    }

    // 40 bits of microseconds, then 24 of the offset, counted down from its largest.
    static string ZonedTime(ulong bits)
    {
        const int Largest = 16 * 60 * 60 - 1;
        var offset = TimeSpan.FromSeconds(Largest - (int)(bits & 0xFFFFFF));
        return (UnusualTime.TimeOfDay((long)(bits >> 24)) is TimeOnly time ? TimeText.Of(time) : "24:00:00") + (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }
}
