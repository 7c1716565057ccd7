using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// A second front room, inside one transaction that is never committed: there the rooms give their names up to empty ones, which nobody else ever
/// sees. Staging and ledger are seen through views, as of the transaction's first moment; what is chosen again has tables of its own.
/// </summary>
sealed class PostgresRebuildSession : IRebuildSession
{
    const string PublishedSchema = "frontroom_as_published";
    const string KeptSchema = "backroom_as_kept";

    static readonly Table[] ChosenAgain = [SparkifyWarehouse.DuplicateEvents, SparkifyWarehouse.DuplicateSongs, SparkifyWarehouse.EventRekeys];

    readonly NpgsqlConnection connection;
    readonly Interrupter? interrupter;

    public PostgresRebuildSession(PostgresEngine engine, CancellationToken cancellation)
    {
        connection = engine.Open("rebuild");
        try
        {
            foreach (var setting in SqlScripts.Read("engines/servers/postgres/load_settings", engine.Dialect).Split(";\n", StringSplitOptions.RemoveEmptyEntries))
                connection.Execute(setting);
            connection.Execute("begin isolation level repeatable read");
            PublishedLoad = PostgresPublication.Find(connection, Room.Frontroom.SchemaName(), engine.Target) ?? throw new WarehouseMissingException(engine.Target);
            cancellation.ThrowIfCancellationRequested();
            interrupter = ServerConnections.Watch(connection, () => engine.Open("status"), cancellation);
            connection.Execute($"alter schema {Room.Frontroom.SchemaName()} rename to {PublishedSchema}");
            connection.Execute($"alter schema {Room.Backroom.SchemaName()} rename to {KeptSchema}");
            MakeBackroom(engine.Dialect);
        }
        catch
        {
            interrupter?.Dispose();
            connection.Dispose();
            throw;
        }
    }

    public DbConnection Connection => connection;

    public Dialect Dialect { get; } = new PostgresDialect();

    public PublishedState PublishedLoad { get; }

    public string Published(Table table) => $"{PublishedSchema}.{table.Name}";

    public void InTransaction(Action work) => work();

    // Closing the connection ends the transaction, and all that was made in it.
    public void Dispose()
    {
        interrupter?.Dispose();
        connection.Dispose();
    }

    void MakeBackroom(Dialect dialect)
    {
        connection.Execute(dialect.CreateSchema(Room.Backroom));
        foreach (var table in SparkifyWarehouse.Backroom.Except(ChosenAgain))
            connection.Execute($"create view {table.FullName} as select * from {KeptSchema}.{table.Name}");
        foreach (var statement in ChosenAgain.SelectMany(dialect.CreateTable).Concat(ChosenAgain.SelectMany(dialect.CreateKeys)))
            connection.Execute(statement);
        foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == Room.Backroom))
            foreach (var statement in dialect.CreateView(view, SqlScripts.Read(RoomScript.ScriptOf(view), dialect)))
                connection.Execute(statement);
    }
}
