using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>Both rooms, open for one load on one connection, whose statements an interruption cancels.</summary>
/// <param name="open">Connects to the server; the argument says what for, as its list of connections shows it.</param>
/// <param name="dialect">The engine's dialect.</param>
/// <param name="access">The analysts' access.</param>
/// <param name="clock">The time.</param>
/// <param name="cancellation">Interrupts the load.</param>
abstract class ServerLoadSession(Func<string, NpgsqlConnection> open, Dialect dialect, ServerAccess access, TimeProvider clock, CancellationToken cancellation) : ILoadSession
{
    readonly NpgsqlConnection connection = open("load");
    Interrupter? interrupter;

    DbConnection ILoadSession.Connection => connection;

    public PublishedState? PublishedLoad { get; protected set; }

    public IReadOnlyList<string> AdministratorsSql => access.Missing;

    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>The load's connection.</summary>
    protected NpgsqlConnection Connection => connection;

    public abstract long BulkLoad(IRowSource rows);

    public virtual void FinishBulkLoad(Action<string> entering)
    {
    }

    public void Announce(string? notice) => ServerNotice.Write(connection, dialect, notice);

    public T ReadFrontroom<T>(Func<DbConnection, T> read) => read(connection);

    public abstract void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering);

    public virtual void Dispose()
    {
        StopWatching();
        connection.Dispose();
    }

    /// <summary>From here on an interruption cancels what runs on the connection.</summary>
    protected void Watch() => interrupter ??= new Interrupter(() => ServerConnections.Cancel(connection, () => open("status")), clock, cancellation);

    /// <summary>Readers see the load: what is left to do is short, and runs to its end.</summary>
    protected void StopWatching()
    {
        interrupter?.Dispose();
        interrupter = null;
    }
}
