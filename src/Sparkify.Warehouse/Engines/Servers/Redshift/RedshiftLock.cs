using Npgsql;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// Holds the warehouse for one load (R13) by a lock on a table that nobody reads or writes, on a connection of its own. The server lets go when
/// that connection ends, however the process did. There is no lock that does not wait, so who waits is stopped by a time-out.
/// </summary>
static class RedshiftLock
{
    const string WaitForLock = "2000";

    static readonly TimeSpan WaitForOrphanedSessions = TimeSpan.FromSeconds(60);

    /// <summary>What makes the lock, one statement after another.</summary>
    public static IEnumerable<string> CreateStatements(Dialect dialect) => SqlScripts.Read("engines/servers/redshift/create_lock", dialect).Split(";\n\n");

    /// <summary>Takes the warehouse; a <see cref="WarehouseBusyException"/> says who has it.</summary>
    public static LockConnection Acquire(RedshiftEngine engine, TimeProvider clock)
    {
        // Whoever can be told without waiting is.
        using var status = engine.Open("status");
        CreateLock(status, engine);
        var owners = new RedshiftOwners(status, engine.Dialect);
        if (owners.Find() is { } owner)
            throw new WarehouseBusyException(engine.Target, owner);
        var connection = engine.Open("hold");
        try
        {
            connection.Execute($"set statement_timeout to {WaitForLock}");
            connection.Execute("begin");
            connection.Execute(SqlScripts.Read("engines/servers/redshift/lock", engine.Dialect));
            OrphanedSessions.End(engine.Target, owners.EndOrphanedSessions, WaitForOrphanedSessions, clock);
            owners.RecordLock(connection, clock);
            return new LockConnection(connection);
        }
        catch (PostgresException error) when (RedshiftErrors.IsTimeout(error))
        {
            connection.Dispose();
            throw new WarehouseBusyException(engine.Target, owners.Find());
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void CreateLock(NpgsqlConnection connection, RedshiftEngine engine)
    {
        // Asked first: whoever holds the lock would keep a statement waiting that names it.
        if (connection.Single(SqlScripts.Read("engines/servers/redshift/has_lock", engine.Dialect), row => row.Count(0)) > 0)
            return;
        try
        {
            foreach (var statement in CreateStatements(engine.Dialect))
                CreateOnce(connection, statement);
        }
        catch (PostgresException error) when (ServerConnections.IsRefused(error))
        {
            throw new WarehouseException(
                $"The login {connection.UserName} may not create the warehouse in {engine.Target}: {error.MessageText}. Have an administrator run: grant create, temporary on database \"{connection.Database}\" to \"{connection.UserName}\"", cause: error);
        }
    }

    static void CreateOnce(NpgsqlConnection connection, string statement)
    {
        try
        {
            connection.Execute(statement);
        }
        catch (PostgresException error) when (ServerConnections.IsMadeByAnother(error) || RedshiftErrors.IsSerialization(error))
        {
            // Another load created it at the same moment.
            connection.Execute(statement);
        }
    }
}
