using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Logging;

namespace Sparkify.Cli.Settings;

/// <summary>
/// What a run without a terminal, and <c>serve</c>, write to standard error: LEVEL and FORMAT under [LOG], or SPARKIFY_LOG_LEVEL and SPARKIFY_LOG_FORMAT,
/// which override them. LOG_LEVEL and LOG_FORMAT under [SERVE] override [LOG] for <c>serve</c>.
/// </summary>
/// <param name="Level">The least important messages that are shown; null if it is not set.</param>
/// <param name="Json">Whether each is a JSON document.</param>
internal sealed record LogSettings(LogLevel? Level, bool Json)
{
    static readonly string[] Levels = ["debug", "information", "warning", "error"];
    static readonly string[] Formats = ["text", "json"];

    /// <summary>Without any setting.</summary>
    public static readonly LogSettings Default = new(null, false);

    /// <summary>For the log of a kind of run that shows <paramref name="usual"/> messages unless somebody says otherwise.</summary>
    public LogOptions Options(LogLevel usual) => new(Level ?? usual, Json);

    /// <summary>Those of loads.</summary>
    public static LogSettings Read(ConfigFile? config, Func<string, string?> variable) => Read(variable, key => Written(config, "LOG", key));

    /// <summary>Those of <c>serve</c>.</summary>
    public static LogSettings ReadServe(ConfigFile? config, Func<string, string?> variable) =>
        Read(variable, key => Written(config, "SERVE", "LOG_" + key) ?? Written(config, "LOG", key));

    static LogSettings Read(Func<string, string?> variable, Func<string, Setting?> written)
    {
        var level = Of("SPARKIFY_LOG_LEVEL", "LEVEL", Levels);
        return new(level is null ? null : Enum.Parse<LogLevel>(level, ignoreCase: true), Of("SPARKIFY_LOG_FORMAT", "FORMAT", Formats) == "json");

        string? Of(string name, string key, string[] expected)
        {
            var setting = variable(name) is { } given ? new Setting(given, name) : written(key);
            return setting is null || expected.Contains(setting.Text, StringComparer.OrdinalIgnoreCase)
                ? setting?.Text.ToLowerInvariant()
                : throw new UsageException($"{setting.Place} is \"{setting.Text}\". Expected one of {string.Join(", ", expected)}.");
        }
    }

    static Setting? Written(ConfigFile? config, string section, string key) => config?[section, key] is { } text ? new(text, config.Place(section, key)) : null;

    sealed record Setting(string Text, string Place);
}
