using System.Data.Common;
using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// Publishes a front room in one transaction of deletes and inserts: readers see the rows of before until it commits, and never wait. Only where
/// nothing of this model is shown yet, tables are made in it: beside what was there, which gives its name up.
/// </summary>
/// <param name="connection">The load's connection.</param>
/// <param name="engine">The engine.</param>
/// <param name="reopen">Opens that connection again, where an error has ended it.</param>
sealed class RedshiftPublication(NpgsqlConnection connection, RedshiftEngine engine, Action reopen)
{
    const int MostAttempts = 5;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    static readonly string Schema = Room.Frontroom.SchemaName();

    /// <summary>The description of a front room, which is in a table of its own. Null if there is no front room.</summary>
    /// <param name="State">What it shows.</param>
    /// <param name="Keys">The keys that its tables have.</param>
    internal sealed record Shown(PublishedState State, KeyPreset Keys);

    /// <inheritdoc cref="Shown"/>
    public Shown? Find() => Find(connection, engine.Target);

    /// <inheritdoc cref="Shown"/>
    public static Shown? Find(NpgsqlConnection connection, string target)
    {
        var dialect = new RedshiftDialect();
        var tables = connection.Query(SqlScripts.Read("engines/servers/redshift/frontroom_tables", dialect), row => row.GetString(0).Trim());
        if (tables is [])
            return null;
        if (!tables.Contains("publication"))
            throw new WarehouseException(
                $"The schema {Schema} in {target} does not say that it is a front room: it has no table publication. Move it away (alter schema {Schema} rename to …), and etl makes the front room.");
        return connection.Query(SqlScripts.Read("engines/servers/redshift/publication", dialect), row => new Shown(
                new PublishedState(row.GetString(0), row.GetInt32(1), row.GetInt64(2)), SparkifyWarehouse.FindKeyPreset(row.GetString(3)) ?? RedshiftEngine.UsualKeys)) is [var shown]
            ? shown
            : throw new WarehouseException($"The table {Schema}.publication in {target} should have one row. Run create-tables and load again, or restore it.");
    }

    /// <summary>Builds, checks and shows a front room; all of it again where the server could not put the transaction in order with others (error 1023).</summary>
    public void Publish(PublishedState state, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                PublishOnce(state, build, check, entering);
                return;
            }
            catch (PostgresException error) when (RedshiftErrors.IsSerialization(error) && attempt < MostAttempts)
            {
                entering($"publishing again, attempt {(attempt + 1).ToString(CultureInfo.InvariantCulture)}");
                Thread.Sleep(Pause * attempt);
                reopen();
            }
    }

    void PublishOnce(PublishedState state, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering) => connection.InTransaction(() =>
    {
        var shown = Find();
        var keys = engine.Settings.Keys ?? shown?.Keys ?? RedshiftEngine.UsualKeys;
        if (shown is null || shown.State.ModelVersion != SparkifyWarehouse.ModelVersion)
            MakeRoom(shown?.State, keys);
        build(connection);
        check(connection);
        connection.Execute(SqlScripts.Read("engines/servers/redshift/forget_publication", engine.Dialect));
        connection.Execute(SqlScripts.Read("engines/servers/redshift/enter_publication", engine.Dialect), state.WarehouseId, state.ModelVersion, state.LoadId, keys.Name);
        entering("committing");
    });

    void MakeRoom(PublishedState? shown, KeyPreset keys)
    {
        if (shown is not null)
            connection.Execute($"alter schema {Schema} rename to {Former(shown)}");
        foreach (var statement in RoomScript.Create(Room.Frontroom, new RedshiftDialect(keys)).Append(SqlScripts.Read("engines/servers/redshift/create_publication", engine.Dialect)))
            connection.Execute(statement);
    }

    /// <summary>Queries that began earlier may still read the previous front room. It is dropped when nobody reads it, if necessary by a later load.</summary>
    public void DropPreviousRoom()
    {
        foreach (var schema in connection.Query(SqlScripts.Read("engines/servers/redshift/former_rooms", engine.Dialect), row => row.GetString(0).Trim()))
        {
            connection.Execute("set statement_timeout to 1000");
            try
            {
                connection.Execute($"drop schema {schema} cascade");
            }
            catch (PostgresException error) when (RedshiftErrors.IsTimeout(error))
            {
                return;
            }
            finally
            {
                connection.Execute("set statement_timeout to 0");
            }
        }
    }

    static string Former(PublishedState shown) => string.Create(CultureInfo.InvariantCulture, $"{Schema}_before_{shown.ModelVersion}_{shown.LoadId}");
}
