using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers;

/// <summary>The analysts' connections to a server, and how a query on one is stopped.</summary>
static class ServerQueries
{
    /// <summary>
    /// Connects as the analysts' login. A <see cref="WarehouseException"/> says why that cannot be, refuses a login that could enter the backroom,
    /// and says so where there is no front room that it sees.
    /// </summary>
    /// <param name="target">The server.</param>
    /// <param name="logins">The logins.</param>
    /// <param name="ask">Asks the server what the login may do.</param>
    /// <param name="prepare">Sets what holds for every query.</param>
    public static DbConnection Open(ServerTarget target, EngineLogins logins, Func<NpgsqlConnection, (bool MayEnterBackroom, bool SeesFrontroom)> ask, Action<NpgsqlConnection> prepare)
    {
        var connection = Connect(target, logins);
        try
        {
            var (mayEnter, sees) = ask(connection);
            if (mayEnter)
                throw new WarehouseException(
                    $"The login {connection.UserName} may enter the backroom, so no query runs on it. Name the analysts' login with DB_USER under [ANALYST] in dwh.cfg or in SPARKIFY_ANALYST_USER; etl makes it where it is missing.");
            if (!sees)
                throw new WarehouseMissingException(target.ToString());
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Stops a query. The client asks the server once a command and no more, and a request that arrives before the query does is lost; so it is
    /// also asked on a connection of its own.
    /// </summary>
    public static void Interrupt(ServerTarget target, EngineLogins logins, DbCommand query)
    {
        query.Cancel();
        ServerConnections.Cancel((NpgsqlConnection)query.Connection!, () => Connect(target, logins));
    }

    /// <summary>Whether a database has a backroom, as far as the login that loads sees.</summary>
    public static bool HasBackroom(DbConnection connection, Dialect dialect) => connection.Single(SqlScripts.Read("staging/ledger/has_backroom", dialect), row => row.Count(0)) > 0;

    /// <summary>What a person is told where there is none.</summary>
    public static WarehouseException WithoutBackroom(IEngine engine) => engine.Exists
        ? new BackroomUnavailableException(
            $"The backroom of {engine.Target} is missing. It held the ledger, the staged rows and the rejects. The front room was not touched and can still be queried. "
            + "Restore the schema backroom from a backup of this warehouse. Without one, leave the database as it is and load all sources into another --target.")
        : new WarehouseMissingException(engine.Target);

    static NpgsqlConnection Connect(ServerTarget target, EngineLogins logins) =>
        ServerConnections.Open(target, target.ConnectionString("sparkify query", logins.AnalystUser, logins.AnalystPassword));
}
