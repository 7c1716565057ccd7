using System.Globalization;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Settings;

/// <summary>How old the newest event may be before people are warned: STALE_AFTER under [SERVE], or SPARKIFY_STALE_AFTER, which beats it.</summary>
internal static class FreshnessSettings
{
    /// <summary>The limit, written as a number followed by m, h or d; null if it is not set.</summary>
    public static TimeSpan? Read(ConfigFile? config, Func<string, string?> variable)
    {
        var (text, place) = variable("SPARKIFY_STALE_AFTER") is { } given ? (given, "SPARKIFY_STALE_AFTER")
            : config?["SERVE", "STALE_AFTER"] is { } written ? (written, config.Place("SERVE", "STALE_AFTER"))
            : (null, "");
        if (text is null)
            return null;
        return double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000
            ? text[^1] switch
            {
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => throw Wrong(text, place),
            }
            : throw Wrong(text, place);
    }

    static UsageException Wrong(string text, string place) =>
        new($"{place} is \"{text}\". Expected a number followed by m, h or d for minutes, hours or days, such as 36h.");
}
