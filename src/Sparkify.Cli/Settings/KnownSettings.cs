using Sparkify.Cli.Output;

namespace Sparkify.Cli.Settings;

/// <summary>The sections and keys that a dwh.cfg may have. What is not among them is never read, and a warning says so.</summary>
internal static class KnownSettings
{
    static readonly Dictionary<string, string[]> KeysBySection = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TARGET"] = ["ENGINE"],
        ["CLUSTER"] = ["HOST", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_PORT", "SSLMODE", "SSLROOTCERT"],
        ["ANALYST"] = ["DB_USER", "DB_PASSWORD"],
        ["S3"] = ["LOG_DATA", "SONG_DATA", "LOG_JSONPATH", "STAGE", "SLICES", "REGION", "ENDPOINT", "ANONYMOUS"],
        ["IAM_ROLE"] = ["ARN"],
        ["LOG"] = ["LEVEL", "FORMAT"],
        ["SERVE"] = ["STALE_AFTER", "LOG_LEVEL", "LOG_FORMAT"],
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<(string Section, string Key)> All => KeysBySection.SelectMany(section => section.Value.Select(key => (section.Key, key)));

    /// <summary>Whether a key is one that is read.</summary>
    public static bool Has(string section, string key) => KeysBySection.TryGetValue(section, out var keys) && keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// A <see cref="Warehouse.Errors.UsageException"/> names the first known key without a value, whether this call reads it or not; the cluster's only
    /// where the cluster is meant.
    /// </summary>
    public static void RequireValues(ConfigFile config, bool isClusterMeant)
    {
        foreach (var (section, key, _) in config.Entries.Where(entry => Has(entry.Section, entry.Key)))
            if (isClusterMeant || !section.Equals("CLUSTER", StringComparison.OrdinalIgnoreCase))
                _ = config[section, key];
    }

    /// <summary>One sentence for each key that is not read; one alone for all keys of a section that is not known.</summary>
    public static IEnumerable<string> Warnings(ConfigFile config)
    {
        foreach (var section in config.Entries.GroupBy(entry => entry.Section, StringComparer.OrdinalIgnoreCase))
            if (!KeysBySection.TryGetValue(section.Key, out var keys))
                yield return $"{config.Path}, line {section.First().Line}: [{section.Key}] is not a known section, so its settings are ignored.{Meant(section.Key, KeysBySection.Keys, name => $"[{name}]")}";
            else
                foreach (var (_, key, line) in section.Where(entry => !keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)))
                    yield return $"{config.Path}, line {line}: [{section.Key}] has no setting {key}, so it is ignored.{Meant(key, keys, name => name)}{Elsewhere(section.Key, key)}";
    }

    static string Meant(string written, IEnumerable<string> known, Func<string, string> show) =>
        NearestName.Of(written.ToUpperInvariant(), known) is { } name ? $" Did you mean {show(name)}?" : "";

    static string Elsewhere(string section, string key) =>
        KeysBySection.FirstOrDefault(other => !other.Key.Equals(section, StringComparison.OrdinalIgnoreCase) && other.Value.Contains(key, StringComparer.OrdinalIgnoreCase)) is { Key: { } found }
            ? $" It belongs under [{found}]."
            : "";
}
