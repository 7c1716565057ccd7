using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// Publishes a front room in one transaction: readers see the rows of before until it commits, and never wait. Rows leave and come in the
/// tables there are. Only where nothing of this model is shown yet, tables are made: beside what was there, which gives its name up.
/// </summary>
sealed partial class PostgresPublication(NpgsqlConnection connection, PostgresEngine engine, PostgresAccess access)
{
    static readonly string Schema = Room.Frontroom.SchemaName();

    /// <summary>What the published front room says of itself, in its schema's comment; null when there is none.</summary>
    public PublishedState? Find() => Find(connection, Schema, engine.Target);

    /// <summary>The description of a schema; null if there is no such schema.</summary>
    public static PublishedState? Find(NpgsqlConnection connection, string schema, string target)
    {
        var found = connection.Query(SqlScripts.Read("engines/servers/postgres/publication", new PostgresDialect()), row => row.Text(0), schema);
        if (found is [])
            return null;
        return Statement().Match(found[0] ?? "") is { Success: true } match
            ? new PublishedState(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture))
            : throw new WarehouseException(
                $"The schema {schema} in {target} does not say that it is a front room: its comment is not one of ours. Move it away (alter schema {schema} rename to …), and etl makes the front room; or restore the comment.");
    }

    /// <summary>Builds, checks and shows a front room, from nothing or from what is shown.</summary>
    public void Publish(PublishedState state, PublishedState? shown, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        // An empty room shows nothing that anybody could lose sight of, and filling tables that have no keys yet is much faster.
        var isNew = shown is null or { LoadId: 0 } || shown.ModelVersion != SparkifyWarehouse.ModelVersion;
        connection.InTransaction(() =>
        {
            if (isNew)
                MakeRoom(shown);
            build(connection);
            if (isNew)
                FinishNewRoom(entering);
            else
                AnalyzeGrownTables(entering);
            check(connection);
            connection.Execute($"comment on schema {Schema} is '{Describe(state)}'");
            entering("committing");
        });
    }

    /// <summary>Removes what a publish leaves behind, and closes what it opened.</summary>
    public void CleanUp()
    {
        DropPreviousRoom();
        access.RepairGrants(connection);
    }

    void MakeRoom(PublishedState? shown)
    {
        if (shown is not null)
            connection.Execute($"alter schema {Schema} rename to {Former(shown)}");
        foreach (var statement in RoomScript.Create(Room.Frontroom, engine.Dialect, withKeys: false))
            connection.Execute(statement);
    }

    void FinishNewRoom(Action<string> entering)
    {
        entering("indexing");
        foreach (var statement in RoomScript.Keys(Room.Frontroom, engine.Dialect))
            connection.Execute(statement);
        Analyze(entering);
        access.GrantFrontroom(connection);
    }

    void Analyze(Action<string> entering)
    {
        entering("measuring");
        foreach (var table in SparkifyWarehouse.Frontroom)
            connection.Execute($"analyze {table.FullName}");
    }

    // The planner joins row by row if it expects few rows.
    void AnalyzeGrownTables(Action<string> entering)
    {
        var grown = connection.Query(SqlScripts.Read("engines/servers/postgres/grown_tables", engine.Dialect), row => row.GetString(0), PostgresLoadSession.AnalyzeAboveGrowth);
        if (grown is [])
            return;
        entering("measuring");
        foreach (var table in grown)
            connection.Execute($"analyze {table}");
    }

    // Queries that began earlier may still read the previous front room: it is dropped when nobody reads it, if necessary by a later load.
    void DropPreviousRoom()
    {
        foreach (var schema in connection.Query(SqlScripts.Read("engines/servers/postgres/former_rooms", engine.Dialect), row => row.GetString(0)))
        {
            try
            {
                connection.InTransaction(() =>
                {
                    connection.Execute("set local lock_timeout = '1s'");
                    connection.Execute($"drop schema {schema} cascade");
                });
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                return;
            }
        }
    }

    static string Former(PublishedState shown) => string.Create(CultureInfo.InvariantCulture, $"{Schema}_before_{shown.ModelVersion}_{shown.LoadId}");

    static string Describe(PublishedState state) =>
        string.Create(CultureInfo.InvariantCulture, $"Sparkify front room of warehouse {state.WarehouseId}, model {state.ModelVersion}, load {state.LoadId}");

    [GeneratedRegex("^Sparkify front room of warehouse ([0-9a-f]+), model ([0-9]+), load ([0-9]+)$")]
    private static partial Regex Statement();
}
