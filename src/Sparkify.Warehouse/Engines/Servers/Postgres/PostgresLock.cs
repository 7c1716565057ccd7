using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// Locks the warehouse for one load (R13) by a lock on a table that nobody reads or writes, on a connection of its own. The server releases it when
/// that connection ends, however the process did. Analysts have no access to the backroom, so they cannot take it; an advisory lock they could.
/// </summary>
static class PostgresLock
{
    // In connections' names; earlier versions look for it, too.
    const string Name = "hold ";
    const int LongestName = 63 - 9;

    static readonly TimeSpan WaitForOrphanedSessions = TimeSpan.FromSeconds(20);

    /// <summary>Acquires the lock; a <see cref="WarehouseBusyException"/> says who has it.</summary>
    public static LockConnection Acquire(PostgresEngine engine, TimeProvider clock)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}{Environment.ProcessId} {Environment.MachineName}");
        var connection = engine.Open(name[..Math.Min(name.Length, LongestName)]);
        try
        {
            LockTable.Create(connection, engine.Target, [SqlScripts.Read("engines/servers/postgres/create_lock", engine.Dialect)], ServerConnections.IsMadeByAnother, "the database's owner");
            connection.Execute("begin");
            // It must not be ended for being idle, since it is idle on purpose.
            connection.Execute("set local idle_in_transaction_session_timeout = 0");
            connection.Execute(SqlScripts.Read("engines/servers/postgres/lock", engine.Dialect));
            EndOrphanedSessions(engine, clock);
            return new LockConnection(connection);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            connection.Dispose();
            throw new WarehouseBusyException(engine.Target, engine.Owner);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Who has the lock; null if nobody has.</summary>
    public static WarehouseOwner? ReadOwner(NpgsqlConnection connection) =>
        connection.Query(SqlScripts.Read("engines/servers/postgres/owner", new PostgresDialect()), row => Parse(row.GetString(0), row.GetDateTime(1))) is [var owner, ..] ? owner : null;

    static void EndOrphanedSessions(PostgresEngine engine, TimeProvider clock)
    {
        using var connection = engine.Open("status");
        var script = SqlScripts.Read("engines/servers/postgres/end_orphaned_sessions", engine.Dialect);
        OrphanedSessions.End(engine.Target, () => connection.Query(script, row => row.GetInt32(0)).Count, WaitForOrphanedSessions, clock);
    }

    static WarehouseOwner? Parse(string name, DateTime since) =>
        name["sparkify ".Length..].Split(' ', 3) is [_, var process, var host] && int.TryParse(process, CultureInfo.InvariantCulture, out var number)
            ? new WarehouseOwner(number, host, new DateTimeOffset(since, TimeSpan.Zero))
            : null;
}
