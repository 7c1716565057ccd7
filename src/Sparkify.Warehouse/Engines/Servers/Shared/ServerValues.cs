using System.Collections;
using Npgsql;
using NpgsqlTypes;
using Sparkify.Warehouse.Values;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// Values of a server as the embedded engine's are given: the client makes the end of .NET's calendar of infinity, fails at a null in a list, at months in
/// an interval and at numbers beyond .NET's decimal.
/// </summary>
static class ServerValues
{
    // Days and microseconds are counted from 2000 on the wire.
    const int Epoch = 10_957;
    const long EpochMicroseconds = Epoch * 86_400_000_000;

    /// <summary>The type that a column's values have as they are read here: that of <see cref="Read"/> where the client's differs in kind.</summary>
    public static Type TypeOf(NpgsqlDataReader reader, int column) => IsBits(reader, column) ? typeof(string) : reader.GetFieldType(column);

    /// <summary>The value of a column, which is not null, in the current row of a reader.</summary>
    public static object Read(NpgsqlDataReader reader, int column)
    {
        var type = reader.GetFieldType(column);
        if (type == typeof(DateTime))
            return Instant(reader.GetFieldValue<long>(column));
        if (type == typeof(DateOnly))
            return Day(reader.GetFieldValue<int>(column));
        if (type == typeof(TimeSpan))
            return Interval(reader.GetFieldValue<NpgsqlInterval>(column));
        if (type == typeof(TimeOnly))
            return UnusualTime.TimeOfDay(reader.GetFieldValue<long>(column));
        if (type == typeof(decimal))
            return Exact(reader, column);
        if (IsBits(reader, column))
            return reader.GetFieldValue<BitArray>(column).Cast<bool>().Aggregate("", (bits, bit) => bits + (bit ? '1' : '0'));
        return type == typeof(Array) || type.IsArray && type != typeof(byte[]) ? List(reader, column) : reader.GetValue(column);
    }

    static bool IsBits(NpgsqlDataReader reader, int column) => reader.GetFieldType(column) is var type
        && (type == typeof(BitArray) || type == typeof(bool) && reader.GetDataTypeName(column).StartsWith("bit", StringComparison.Ordinal));

    static object List(NpgsqlDataReader reader, int column) => reader.GetDataTypeName(column).TrimEnd('[', ']').Split('(')[0] switch
    {
        "interval" => Items<NpgsqlInterval>(reader, column, Interval),
        "date" => Items<int>(reader, column, Day),
        "time without time zone" => Items<long>(reader, column, UnusualTime.TimeOfDay),
        "timestamp without time zone" or "timestamp with time zone" => Items<long>(reader, column, Instant),
        _ => reader.GetValue(column),
    };

    static List<object?> Items<T>(NpgsqlDataReader reader, int column, Func<T, object> read)
        where T : struct => reader.GetFieldValue<T?[]>(column).Select(item => item is { } value ? read(value) : null).ToList();

    static object Exact(NpgsqlDataReader reader, int column)
    {
        using var wire = reader.GetStream(column);
        return WireNumeric.Read(wire);
    }

    static object Interval(NpgsqlInterval interval) => UnusualTime.Of(interval.Months, interval.Days, interval.Time);

    static object Day(int days) => days switch
    {
        int.MaxValue => "infinity",
        int.MinValue => "-infinity",
        _ => UnusualTime.Day((long)days + Epoch),
    };

    static object Instant(long microseconds) => microseconds switch
    {
        long.MaxValue => "infinity",
        long.MinValue => "-infinity",
        _ => UnusualTime.Instant(microseconds + EpochMicroseconds),
    };
}
