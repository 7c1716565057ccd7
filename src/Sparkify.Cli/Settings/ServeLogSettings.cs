using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Logging;

namespace Sparkify.Cli.Settings;

/// <summary>What <c>serve</c> says on standard error: LOG_LEVEL and LOG_FORMAT under [SERVE], or SPARKIFY_LOG_LEVEL and SPARKIFY_LOG_FORMAT, which beat them.</summary>
internal static class ServeLogSettings
{
    static readonly string[] Levels = ["debug", "information", "warning", "error"];
    static readonly string[] Formats = ["text", "json"];

    /// <summary>Both, or their defaults.</summary>
    public static LogOptions Read(ConfigFile? config, Func<string, string?> variable)
    {
        var options = new LogOptions();
        var level = Of("LOG_LEVEL", Levels);
        return options with { Level = level is null ? options.Level : Enum.Parse<LogLevel>(level, ignoreCase: true), Json = Of("LOG_FORMAT", Formats) == "json" };

        string? Of(string key, string[] expected)
        {
            var (text, place) = variable("SPARKIFY_" + key) is { } given ? (given, "SPARKIFY_" + key)
                : config?["SERVE", key] is { } written ? (written, config.Place("SERVE", key))
                : (null, "");
            return text is null || expected.Contains(text, StringComparer.OrdinalIgnoreCase)
                ? text?.ToLowerInvariant()
                : throw new UsageException($"{place} is \"{text}\". Expected one of {string.Join(", ", expected)}.");
        }
    }
}
