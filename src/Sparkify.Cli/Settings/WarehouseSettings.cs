using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Cli.Settings;

/// <summary>
/// Where the sources and the warehouse are. An option beats an environment variable, which beats the configuration file.
/// Paths in the file are relative to its folder, all others to the current one.
/// </summary>
internal sealed record WarehouseSettings(string Target, string? Logs, string? Songs, string? LogJsonPath, EngineLogins Logins)
{
    /// <summary>The configuration file that is read by default, if it exists.</summary>
    public const string DefaultConfig = "dwh.cfg";

    /// <summary>How sources in an object store are reached.</summary>
    public SourceAccess Access { get; init; } = SourceAccess.OfEnvironment;

    /// <summary>Where rows are staged, for a cluster that takes them from a store.</summary>
    public ClusterSettings Cluster { get; init; } = ClusterSettings.None;

    /// <summary>Age of the newest event from which <c>serve</c> warns; null: never.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Where the configuration file names the target: file, line, section and key; null where something else names it.</summary>
    public string? TargetPlace { get; init; }

    /// <summary>Settings of the configuration file that are ignored, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The log of loads without a terminal.</summary>
    public LogSettings Log { get; init; } = LogSettings.Default;

    /// <summary>The log of <c>serve</c>.</summary>
    public LogSettings ServeLog { get; init; } = LogSettings.Default;

    /// <summary>Puts together what options, environment and file say.</summary>
    public static WarehouseSettings Read(GivenOptions options, Func<string, string?> environment)
    {
        SettingVariables.RequireValues(environment);
        var config = FindConfig(options.Config ?? Variable("SPARKIFY_CONFIG"));
        var namedTarget = options.Target ?? Variable("SPARKIFY_TARGET");
        var written = namedTarget is null ? TargetOf(config) : null;
        if (config is not null)
            KnownSettings.RequireValues(config, isClusterMeant: namedTarget is null);
        return new(
            namedTarget ?? written?.Target ?? EngineCatalog.DefaultTarget,
            options.Logs ?? Variable("SPARKIFY_LOGS") ?? PathOf(config, "LOG_DATA"),
            options.Songs ?? Variable("SPARKIFY_SONGS") ?? PathOf(config, "SONG_DATA"),
            options.LogJsonPath ?? Variable("SPARKIFY_LOG_JSONPATH") ?? PathOf(config, "LOG_JSONPATH"),
            new EngineLogins(
                // The cluster's password goes to the cluster, and to no other target that somebody names.
                Variable("SPARKIFY_PASSWORD") ?? (namedTarget is null ? config?["CLUSTER", "DB_PASSWORD"] : null),
                Variable("SPARKIFY_ANALYST_USER") ?? config?["ANALYST", "DB_USER"],
                Variable("SPARKIFY_ANALYST_PASSWORD") ?? config?["ANALYST", "DB_PASSWORD"],
                environment))
        {
            Access = StoreSettings.Read(config, Variable),
            Cluster = StageSettings.Read(config, Variable),
            StaleAfter = FreshnessSettings.Read(config, Variable),
            TargetPlace = written?.Place,
            Warnings = config is null ? [] : [.. KnownSettings.Warnings(config)],
            Log = LogSettings.Read(config, Variable),
            ServeLog = LogSettings.ReadServe(config, Variable),
        };

        string? Variable(string name) => SettingVariables.Read(name, environment);
    }

    static ConfigFile? FindConfig(string? named)
    {
        if (named is not null)
            return ConfigFile.Read(named);
        return File.Exists(DefaultConfig) ? ConfigFile.Read(DefaultConfig) : null;
    }

    static string? PathOf(ConfigFile? config, string key) => config?["S3", key] is { } path ? Beside(config, path) : null;

    /// <summary>[TARGET] ENGINE names a target, or an engine for the address under [CLUSTER]. [CLUSTER] alone means the cluster's engine.</summary>
    static (string Target, string Place)? TargetOf(ConfigFile? config)
    {
        if (config is null)
            return null;
        var cluster = new ClusterSection(config);
        if (config["TARGET", "ENGINE"] is not { } engine)
            return cluster.IsNamed() ? (cluster.Target(engine: null), cluster.Place) : null;
        var place = config.Place("TARGET", "ENGINE");
        var colon = engine.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            return (engine[(colon + 1)..].StartsWith("//", StringComparison.Ordinal) ? engine : engine[..(colon + 1)] + Beside(config, engine[(colon + 1)..]), place);
        if (EngineCatalog.DefaultTarget.StartsWith(engine + ":", StringComparison.Ordinal))
            return (EngineCatalog.DefaultTarget, place);
        return cluster.IsNamed()
            ? (cluster.Target(engine), cluster.Place)
            : throw new UsageException($"{place} is \"{engine}\", but [CLUSTER] HOST does not say where it is. Expected HOST, DB_NAME and DB_PORT there, or a target such as {EngineCatalog.DefaultTarget}.");
    }

    static string Beside(ConfigFile config, string path) =>
        path.Contains("://", StringComparison.Ordinal) || Path.IsPathRooted(path)
            ? path
            : Path.Combine(Path.GetDirectoryName(config.Path) ?? "", path);
}

/// <summary>What the command line says of the settings; null where it says nothing.</summary>
internal sealed record GivenOptions(string? Target, string? Config, string? Logs, string? Songs, string? LogJsonPath);
