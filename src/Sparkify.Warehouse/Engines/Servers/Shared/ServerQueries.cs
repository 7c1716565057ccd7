using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>The analysts' connections to a server, and how a query on one is stopped.</summary>
static class ServerQueries
{
    /// <summary>
    /// Connects as the analysts' login. A <see cref="WarehouseException"/> says why that cannot be, refuses a login that can do more than read the front room,
    /// and says so where there is no front room that it sees.
    /// </summary>
    /// <param name="target">The server.</param>
    /// <param name="logins">The logins.</param>
    /// <param name="ask">Asks the server what the login may do.</param>
    /// <param name="prepare">Sets what holds for every query.</param>
    public static DbConnection Open(ServerTarget target, EngineLogins logins, Func<NpgsqlConnection, (string? Against, bool SeesFrontroom)> ask, Action<NpgsqlConnection> prepare)
    {
        var connection = Connect(target, logins);
        try
        {
            var (against, sees) = ask(connection);
            if (against is not null)
                throw new WarehouseException(
                    $"The login {connection.UserName} {against}, so no query runs on it. Name the analysts' login with DB_USER under [ANALYST] in dwh.cfg or in SPARKIFY_ANALYST_USER; etl makes it where it is missing.");
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

    /// <summary>Functions that the server calls volatile because each call gives another answer, or takes its time; they change nothing.</summary>
    static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "random", "random_normal", "setseed", "clock_timestamp", "timeofday", "gen_random_uuid", "uuidv4", "uuidv7", "uuid_generate_v4",
        "pg_sleep", "pg_sleep_for", "pg_sleep_until", "pg_relation_size", "pg_table_size", "pg_indexes_size", "pg_total_relation_size",
    };

    /// <summary>
    /// A command that reads, in a transaction that can do nothing else. A <see cref="QueryRefusedException"/> where the text is no query, or calls a
    /// function that acts; nothing of it has run by then.
    /// </summary>
    public static DbCommand PrepareRead(DbConnection frontroom, Dialect dialect, string sql, ReadOnlySpan<object?> parameters)
    {
        var called = ReadStatement.Check(sql);
        // In a transaction that has seen rows, nothing can ask for leave to write any more. One that is open already stays open.
        frontroom.Execute("begin read only");
        var acting = frontroom.Query(SqlScripts.Read("engines/servers/shared/acting_functions", dialect), row => row.GetString(0), $"\n{string.Join('\n', called)}\n");
        return acting.Find(name => !Harmless.Contains(name)) is { } function
            ? throw QueryRefusedException.Acts(function)
            : new SingleStatementCommand((NpgsqlConnection)frontroom, sql, parameters);
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

    /// <summary>Opens the backroom, and the front room beside it, on the login that loads; the error of <see cref="WithoutBackroom"/> if there is none.</summary>
    public static DbConnection OpenBackroom(IEngine engine, NpgsqlConnection connection, params ReadOnlySpan<string> settings)
    {
        if (!HasBackroom(connection, engine.Dialect))
        {
            connection.Dispose();
            throw WithoutBackroom(engine);
        }
        foreach (var setting in settings)
            connection.Execute(setting);
        return connection;
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
