using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// A second backroom and an empty front room, inside one transaction that is never committed: nobody else ever sees them. Staging and ledger are seen
/// through views, as of the transaction's first moment; what is chosen again has tables of its own.
/// </summary>
sealed class ServerRebuildSession : IRebuildSession
{
    static readonly Table[] ChosenAgain = [SparkifyWarehouse.DuplicateEvents, SparkifyWarehouse.DuplicateSongs, SparkifyWarehouse.EventRekeys];

    readonly NpgsqlConnection connection;
    readonly RebuildRooms rooms;
    readonly Interrupter interrupter;

    ServerRebuildSession(NpgsqlConnection connection, RebuildRooms rooms, Interrupter interrupter) => (this.connection, this.rooms, this.interrupter) = (connection, rooms, interrupter);

    public DbConnection Connection => connection;

    public Dialect Dialect => rooms.Dialect;

    public PublishedState PublishedLoad => rooms.Published;

    /// <summary>Begins the transaction and creates the backroom's copy.</summary>
    /// <param name="open">Connects to the server; the argument says what for, as its list of connections shows it.</param>
    /// <param name="begin">Settings, then the statement that begins the transaction.</param>
    /// <param name="find">Finds the rooms, within the transaction.</param>
    /// <param name="cancellation">Stops what runs on the session.</param>
    public static ServerRebuildSession Open(Func<string, NpgsqlConnection> open, IEnumerable<string> begin, Func<NpgsqlConnection, RebuildRooms> find, CancellationToken cancellation)
    {
        var connection = open("rebuild");
        Interrupter? interrupter = null;
        try
        {
            foreach (var statement in begin)
                connection.Execute(statement);
            var rooms = find(connection);
            cancellation.ThrowIfCancellationRequested();
            interrupter = ServerConnections.Watch(connection, () => open("status"), cancellation);
            foreach (var statement in rooms.MakeWay)
                connection.Execute(statement);
            CreateBackroom(connection, rooms);
            return new ServerRebuildSession(connection, rooms, interrupter);
        }
        catch
        {
            interrupter?.Dispose();
            connection.Dispose();
            throw;
        }
    }

    public string Published(Table table) => rooms.NameOf(table);

    public void InTransaction(Action work) => work();

    // Closing the connection ends the transaction, and all that was made in it.
    public void Dispose()
    {
        interrupter.Dispose();
        connection.Dispose();
    }

    static void CreateBackroom(NpgsqlConnection connection, RebuildRooms rooms)
    {
        var dialect = rooms.Dialect;
        connection.Execute(dialect.CreateSchema(Room.Backroom));
        foreach (var table in SparkifyWarehouse.Backroom.Except(ChosenAgain))
            connection.Execute($"create view {dialect.Identifier(table.Room, table.Name)} as select * from {rooms.NameOf(table)}");
        foreach (var statement in ChosenAgain.SelectMany(dialect.CreateTable).Concat(ChosenAgain.SelectMany(dialect.CreateKeys)))
            connection.Execute(statement);
        foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == Room.Backroom))
            foreach (var statement in dialect.CreateView(view, SqlScripts.Read(RoomScript.ScriptOf(view), dialect)))
                connection.Execute(statement);
    }
}

/// <summary>The warehouse's rooms in a rebuild's transaction, and how their copies are named.</summary>
/// <param name="Published">What the published front room says of itself.</param>
/// <param name="Dialect">How the copies are spelt.</param>
/// <param name="NameOf">The name of a table of the warehouse itself.</param>
/// <param name="MakeWay">Statements that give the rooms these names.</param>
sealed record RebuildRooms(PublishedState Published, Dialect Dialect, Func<Table, string> NameOf, IReadOnlyList<string> MakeWay);
