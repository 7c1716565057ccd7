using Sparkify.Warehouse.Engines.DuckDb;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines;

/// <summary>Finds the engine that a target names.</summary>
public static class EngineCatalog
{
    static readonly Dictionary<string, Func<string, TimeProvider, IEngine>> Engines = new(StringComparer.Ordinal)
    {
        ["duckdb"] = (folder, clock) => new DuckDbEngine(folder, clock),
    };

    /// <summary>Opens a target such as "duckdb:DIR"; a <see cref="UsageException"/> lists the engines there are.</summary>
    public static IEngine Open(string target, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Engines.TryGetValue(target[..colon], out var open))
            return open(target[(colon + 1)..], clock);
        throw new UsageException($"--target {target} names no engine. Expected {string.Join(" or ", Engines.Keys.Select(name => name + ":…"))}.");
    }
}
