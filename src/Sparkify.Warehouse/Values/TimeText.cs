using System.Globalization;

namespace Sparkify.Warehouse.Values;

/// <summary>Times as text in ISO 8601: with as few groups of three digits in the fraction as the value needs, or none.</summary>
internal static class TimeText
{
    /// <summary>An instant. Databases return timestamps in UTC with an unspecified kind.</summary>
    public static string Of(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss" + Fraction(time.Ticks) + "'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day.</summary>
    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time of day.</summary>
    public static string Of(TimeOnly time) => time.ToString("HH:mm:ss" + Fraction(time.Ticks), CultureInfo.InvariantCulture);

    /// <summary>A time of day with a zone.</summary>
    public static string OfDayWithZone(DateTimeOffset time) => time.ToString("HH:mm:ss" + Fraction(time.Ticks) + "zzz", CultureInfo.InvariantCulture);

    static string Fraction(long ticks) => (ticks % TimeSpan.TicksPerSecond) switch
    {
        0 => "",
        var part when part % TimeSpan.TicksPerMillisecond == 0 => ".fff",
        var part when part % TimeSpan.TicksPerMicrosecond == 0 => ".ffffff",
        _ => ".fffffff",
    };
}
