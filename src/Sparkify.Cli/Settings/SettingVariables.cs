using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Settings;

/// <summary>The environment variables that are settings. One that is set but empty is an error.</summary>
internal static class SettingVariables
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "SPARKIFY_CONFIG", "SPARKIFY_TARGET", "SPARKIFY_LOGS", "SPARKIFY_SONGS", "SPARKIFY_LOG_JSONPATH", "SPARKIFY_PASSWORD",
        "SPARKIFY_ANALYST_USER", "SPARKIFY_ANALYST_PASSWORD", "SPARKIFY_S3_REGION", "SPARKIFY_S3_ENDPOINT", "SPARKIFY_S3_ANONYMOUS",
        "SPARKIFY_S3_STAGE", "SPARKIFY_S3_SLICES", "SPARKIFY_IAM_ROLE", "SPARKIFY_STALE_AFTER", "SPARKIFY_LOG_LEVEL", "SPARKIFY_LOG_FORMAT",
        "SPARKIFY_SERVE_TOKEN",
    ];

    /// <summary>A <see cref="UsageException"/> names the first that is empty.</summary>
    public static void RequireValues(Func<string, string?> environment)
    {
        foreach (var name in Names)
            Read(name, environment);
    }

    /// <summary>The value of one; null where it is not set.</summary>
    public static string? Read(string name, Func<string, string?> environment) => environment(name) is not { } value ? null
        : !string.IsNullOrWhiteSpace(value) ? value
        : throw new UsageException($"{name} is set and empty. Give it a value, or unset it.");
}
