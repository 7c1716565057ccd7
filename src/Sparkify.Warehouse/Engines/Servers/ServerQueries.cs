using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers;

/// <summary>The analysts' connections to a server, and how a query on one is stopped.</summary>
static class ServerQueries
{
    /// <summary>Connects as the analysts' login; a <see cref="WarehouseException"/> says why that cannot be.</summary>
    public static NpgsqlConnection Connect(ServerTarget target, EngineLogins logins) =>
        ServerConnections.Open(target, target.ConnectionString("sparkify query", logins.AnalystUser, logins.AnalystPassword));

    /// <summary>
    /// Stops a query. The client asks the server once a command and no more, and a request that arrives before the query does is lost;
    /// so the server is also asked on a second connection of the same login, which may do that.
    /// </summary>
    public static void Interrupt(ServerTarget target, EngineLogins logins, DbCommand query, Dialect dialect)
    {
        query.Cancel();
        var session = ((NpgsqlConnection)query.Connection!).ProcessID;
        try
        {
            using var second = Connect(target, logins);
            second.Single(SqlScripts.Read("engines/servers/cancel", dialect), row => row.GetValue(0), session);
        }
        catch (Exception error) when (error is WarehouseException or NpgsqlException)
        {
            // The server has no connection left, or none any more: the first way needs none, the caller calls again, and statement_timeout is behind both.
        }
    }
}
