using System.Text.RegularExpressions;
using Sparkify.Warehouse.Engines.DuckDb;
using Sparkify.Warehouse.Engines.Postgres;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines;

/// <summary>Finds the engine that a target names.</summary>
public static partial class EngineCatalog
{
    /// <summary>The target when nobody names one: embedded, in the current folder.</summary>
    public const string DefaultTarget = "duckdb:./warehouse";

    /// <summary>The engine that <c>[CLUSTER]</c> of a dwh.cfg means where <c>[TARGET] ENGINE</c> says nothing.</summary>
    public const string ClusterEngine = "redshift";

    /// <summary>The target of an embedded warehouse in a folder.</summary>
    public static string EmbeddedTarget(string folder) => DefaultTarget[..(DefaultTarget.IndexOf(':', StringComparison.Ordinal) + 1)] + folder;

    static readonly Dictionary<string, Func<string, EngineLogins, TimeProvider, IEngine>> Engines = new(StringComparer.Ordinal)
    {
        ["duckdb"] = (folder, _, clock) => new DuckDbEngine(folder, clock),
        ["postgresql"] = (address, logins, clock) => new PostgresEngine(PostgresTarget.Parse(address, logins.Password, logins.Environment), logins, clock),
    };

    /// <summary>The names of the engines there are.</summary>
    public static IReadOnlyCollection<string> Names => Engines.Keys;

    /// <summary>Opens a target such as "duckdb:DIR"; a <see cref="UsageException"/> lists the engines there are.</summary>
    public static IEngine Open(string target, EngineLogins logins, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Engines.TryGetValue(target[..colon], out var open))
            return open(target[(colon + 1)..], logins, clock);
        throw new UsageException(
            $"The target {WithoutSecret(target)} names no engine. Expected {string.Join(" or ", Engines.Keys.Select(name => name + ":…"))}.");
    }

    /// <summary>The target with its password, if it has one, replaced by ***.</summary>
    public static string WithoutSecret(string target) => Password().Replace(target, "$1***@");

    [GeneratedRegex(@"(://[^:/@]*:).*@")]
    private static partial Regex Password();
}
