using System.Data.Common;
using DuckDB.NET.Data;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb;
using Sparkify.Warehouse.Engines.DuckDb.Native;
using Sparkify.Warehouse.Engines.Servers.Postgres;
using Sparkify.Warehouse.Engines.Servers.Redshift;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines;

/// <summary>Finds the engine that a target names.</summary>
public static class EngineCatalog
{
    /// <summary>The default target: embedded, in the current folder.</summary>
    public const string DefaultTarget = DuckDbEngine.DefaultTarget;

    /// <summary>The engine that <c>[CLUSTER]</c> of a dwh.cfg means where <c>[TARGET] ENGINE</c> says nothing.</summary>
    public const string ClusterEngine = "redshift";

    /// <summary>The target of an embedded warehouse in a folder.</summary>
    public static string EmbeddedTarget(string folder) => DefaultTarget[..(DefaultTarget.IndexOf(':', StringComparison.Ordinal) + 1)] + folder;

    static readonly Dictionary<string, Func<string, EngineLogins, ClusterSettings, TimeProvider, IEngine>> Engines = new(StringComparer.Ordinal)
    {
        ["duckdb"] = (folder, _, _, clock) => new DuckDbEngine(folder, clock),
        ["postgresql"] = (address, logins, _, clock) => new PostgresEngine(ServerTarget.Parse(PostgresEngine.Scheme, address, logins), logins, clock),
        [ClusterEngine] = (address, logins, settings, clock) =>
            new RedshiftEngine(ServerTarget.Parse(RedshiftEngine.Scheme, address, logins), logins, settings, clock),
    };

    /// <summary>The names of the engines there are.</summary>
    public static IReadOnlyCollection<string> Names => Engines.Keys;

    /// <summary>How strict a server's target can be about TLS, as its option sslmode says.</summary>
    public static IReadOnlyCollection<string> TlsModes => ServerParameters.TlsModes;

    /// <summary>Opens a target such as "duckdb:DIR"; a <see cref="UsageException"/> lists the engines there are.</summary>
    /// <param name="target">The target.</param>
    /// <param name="logins">How to log in.</param>
    /// <param name="clock">The time.</param>
    /// <param name="settings">Where rows are staged, for an engine that takes them from a store.</param>
    public static IEngine Open(string target, EngineLogins logins, TimeProvider clock, ClusterSettings? settings = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        // As libpq and JDBC write the same.
        var known = target.StartsWith("jdbc:", StringComparison.Ordinal) ? target["jdbc:".Length..] : target;
        known = known.StartsWith("postgres:", StringComparison.Ordinal) ? PostgresEngine.Scheme.Name + known["postgres".Length..] : known;
        var colon = known.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Engines.TryGetValue(known[..colon], out var open))
            return open(known[(colon + 1)..], logins, settings ?? ClusterSettings.None, clock);
        throw new UsageException(
            $"The target {WithoutSecret(target)} names no engine. Expected {string.Join(" or ", Engines.Keys.Select(name => name + ":…"))}.");
    }

    /// <summary>The .NET type of a column's values, as <see cref="ReadValue"/> reads them.</summary>
    internal static Type ReadType(DbDataReader reader, int column) => reader is NpgsqlDataReader server ? ServerValues.TypeOf(server, column) : reader.GetFieldType(column);

    /// <summary>
    /// The value of a column, which is not null, in the current row of a reader of any engine. Engines agree on what a value is, also where .NET or
    /// a client library has no type for it: it is text then, or a list or map of parts.
    /// </summary>
    internal static object? ReadValue(DbDataReader reader, int column)
    {
        if (reader is NpgsqlDataReader server)
            return ServerValues.Read(server, column);
        try
        {
            var value = reader.GetValue(column);
            // Its client drops the zeros at the end of some decimals, by how they are stored.
            return value is decimal && reader is DuckDBDataReader embedded ? DuckDbValues.Read(embedded, column) : value;
        }
        catch (Exception error) when (reader is DuckDBDataReader && error is ArgumentException or InvalidCastException or OverflowException or InvalidOperationException)
        {
            return DuckDbValues.Read((DuckDBDataReader)reader, column);
        }
    }

    /// <inheritdoc cref="TargetText.WithoutSecret"/>
    public static string WithoutSecret(string target) => TargetText.WithoutSecret(target);
}
