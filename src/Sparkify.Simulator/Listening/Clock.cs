namespace Sparkify.Simulator.Listening;

/// <summary>Times are milliseconds since 1970 in UTC, as in the log.</summary>
static class Clock
{
    internal const long Second = 1000;
    internal const long Minute = 60 * Second;
    internal const long Hour = 60 * Minute;
    internal const long Day = 24 * Hour;

    internal static long StartOf(DateOnly day) => (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * Day;
}
