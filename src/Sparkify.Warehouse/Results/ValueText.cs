using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Sparkify.Warehouse.Values;

namespace Sparkify.Warehouse.Results;

/// <summary>A database value as text, the same on every engine.</summary>
internal static class ValueText
{
    /// <summary>As in CSV: floats in shortest round-trip form, times in ISO 8601 and UTC, nested values as JSON.</summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime time => TimeText.Of(time),
        DateTimeOffset time when IsTimeOfDay(time) => TimeText.OfDayWithZone(time),
        DateTimeOffset time => TimeText.Of(time.UtcDateTime),
        DateOnly date => TimeText.Of(date),
        TimeOnly time => TimeText.Of(time),
        TimeSpan span => XmlConvert.ToString(span),
        byte[] bytes => "\\x" + Convert.ToHexStringLower(bytes),
        Stream stream => "\\x" + Convert.ToHexStringLower(Bytes(stream)),
        IEnumerable => Nested(value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>As on a terminal: like CSV, but times with a space and without the Z.</summary>
    public static string OnScreen(object value) => value is DateTime or DateTimeOffset ? Of(value).Replace('T', ' ').TrimEnd('Z') : Of(value);

    /// <summary>Whether a value is a time of day with a zone: both clients give it a day at the beginning of the calendar.</summary>
    public static bool IsTimeOfDay(object value) => value is DateTimeOffset { Year: 1, DayOfYear: <= 2 };

    /// <summary>Whether a type is numeric.</summary>
    public static bool IsNumber(Type type) =>
        type == typeof(System.Numerics.BigInteger) || type == typeof(decimal) || (type.IsPrimitive && type != typeof(bool) && type != typeof(char));

    static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static string Nested(object value)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, JsonResult.Options))
            JsonResult.WriteValue(json, value);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
