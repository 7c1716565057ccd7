using System.Globalization;
using System.Xml;

namespace Sparkify.Warehouse.Values;

/// <summary>Values of time that .NET has no type for, as text; the same on every engine.</summary>
internal static class UnusualTime
{
    /// <summary>An interval in ISO 8601: "P1Y2M3DT1.5S". Months have no fixed length, so .NET's own type holds none.</summary>
    public static string Of(int months, int days, decimal microseconds)
    {
        var rest = TimeSpan.FromDays(days) + TimeSpan.FromTicks((long)(microseconds * TimeSpan.TicksPerMicrosecond));
        if (months == 0)
            return XmlConvert.ToString(rest);
        var sign = months < 0 ? "-" : "";
        if (rest != TimeSpan.Zero && rest < TimeSpan.Zero != months < 0)
            return string.Create(CultureInfo.InvariantCulture, $"P{months}M{rest.Days}DT{(rest - TimeSpan.FromDays(rest.Days)).TotalSeconds:0.######}S");
        var (years, left) = Math.DivRem(Math.Abs(months), 12);
        return $"{sign}P{(years > 0 ? $"{years}Y" : "")}{(left > 0 ? $"{left}M" : "")}{(rest == TimeSpan.Zero ? "" : XmlConvert.ToString(rest.Duration())[1..])}";
    }

    /// <summary>A time of day of microseconds since midnight, up to and with 24:00.</summary>
    public static object TimeOfDay(long microseconds) => microseconds < 86_400_000_000 ? new TimeOnly(microseconds * TimeSpan.TicksPerMicrosecond) : "24:00:00";

    /// <summary>An instant of microseconds since 1970, of any year.</summary>
    public static object Instant(long microseconds)
    {
        var days = Math.DivRem(microseconds, 86_400_000_000, out var rest);
        if (rest < 0)
            (days, rest) = (days - 1, rest + 86_400_000_000);
        if (days is >= FirstDay and <= LastDay)
            return DateTime.UnixEpoch.AddDays(days).AddTicks(rest * TimeSpan.TicksPerMicrosecond);
        // The calendar repeats after 400 years.
        var (cycles, day) = Cycle(days);
        var text = TimeText.Of(day.ToDateTime(TimeOnly.MinValue).AddTicks(rest * TimeSpan.TicksPerMicrosecond));
        return Year(day.Year + 400 * cycles) + text[4..];
    }

    /// <summary>A day, counted from 1970, of any year.</summary>
    public static object Day(long days)
    {
        if (days is >= FirstDay and <= LastDay)
            return DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(days));
        var (cycles, day) = Cycle(days);
        return Year(day.Year + 400 * cycles) + TimeText.Of(day)[4..];
    }

    const long FirstDay = -719_162, LastDay = 2_932_896;
    const long DaysOfCycle = 146_097;

    static (long Cycles, DateOnly Day) Cycle(long days)
    {
        var cycles = (days - DaysOfCycle * (days < 0 ? 1 : 0)) / DaysOfCycle;
        return (cycles, DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(days - cycles * DaysOfCycle)));
    }

    static string Year(long year) => year.ToString("0000", CultureInfo.InvariantCulture);
}
