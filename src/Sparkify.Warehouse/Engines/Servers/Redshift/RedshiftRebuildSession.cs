using System.Data.Common;
using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// A second front room, inside one transaction that is never committed: in schemas beside the rooms, which nobody else ever sees. Staging and
/// ledger are seen through views, as of the transaction's first moment; what is chosen again has tables of its own.
/// </summary>
sealed class RedshiftRebuildSession : IRebuildSession
{
    static readonly Table[] ChosenAgain = [SparkifyWarehouse.DuplicateEvents, SparkifyWarehouse.DuplicateSongs, SparkifyWarehouse.EventRekeys];

    readonly NpgsqlConnection connection;
    readonly Interrupter? interrupter;
    readonly RedshiftDialect dialect;

    public RedshiftRebuildSession(RedshiftEngine engine, CancellationToken cancellation)
    {
        connection = engine.Open("rebuild");
        try
        {
            connection.Execute("set statement_timeout to 0");
            connection.Execute("begin isolation level serializable");
            var shown = RedshiftPublication.Find(connection, engine.Target) ?? throw new WarehouseMissingException(engine.Target);
            PublishedLoad = shown.State;
            dialect = new RedshiftDialect(shown.Keys, string.Create(CultureInfo.InvariantCulture, $"_rebuilt_{connection.ProcessID}"));
            cancellation.ThrowIfCancellationRequested();
            interrupter = ServerConnections.Watch(connection, () => engine.Open("status"), cancellation);
            MakeBackroom();
        }
        catch
        {
            interrupter?.Dispose();
            connection.Dispose();
            throw;
        }
    }

    public DbConnection Connection => connection;

    public Dialect Dialect => dialect;

    public PublishedState PublishedLoad { get; }

    public string Published(Table table) => table.FullName;

    public void InTransaction(Action work) => work();

    // Closing the connection ends the transaction, and all that was made in it.
    public void Dispose()
    {
        interrupter?.Dispose();
        connection.Dispose();
    }

    void MakeBackroom()
    {
        connection.Execute(dialect.CreateSchema(Room.Backroom));
        foreach (var table in SparkifyWarehouse.Backroom.Except(ChosenAgain))
            connection.Execute($"create view {dialect.Identifier(table.Room, table.Name)} as select * from {table.FullName}");
        foreach (var statement in ChosenAgain.SelectMany(dialect.CreateTable))
            connection.Execute(statement);
        foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == Room.Backroom))
            foreach (var statement in dialect.CreateView(view, SqlScripts.Read(RoomScript.ScriptOf(view), dialect)))
                connection.Execute(statement);
    }
}
