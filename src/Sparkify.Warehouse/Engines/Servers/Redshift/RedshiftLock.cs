using Npgsql;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// Locks the warehouse for one load (R13) by a lock on a table that nobody reads or writes, on a connection of its own. The server releases it when
/// that connection ends, however the process did. Every lock waits here, so waiting is ended by a time-out.
/// </summary>
static class RedshiftLock
{
    const string WaitForLock = "2000";

    static readonly TimeSpan WaitForOrphanedSessions = TimeSpan.FromSeconds(60);

    /// <summary>The statements that create the table.</summary>
    public static IEnumerable<string> CreateStatements(Dialect dialect) => SqlScripts.Read("engines/servers/redshift/create_lock", dialect).Split(";\n\n");

    /// <summary>Acquires the lock; a <see cref="WarehouseBusyException"/> says who has it.</summary>
    public static LockConnection Acquire(RedshiftEngine engine, TimeProvider clock)
    {
        // Refused without waiting, if the owner is known.
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
        // Asked first: a statement that names the table waits for whoever has the lock.
        if (connection.Single(SqlScripts.Read("engines/servers/redshift/has_lock", engine.Dialect), row => row.Count(0)) > 0)
            return;
        LockTable.Create(
            connection, engine.Target, CreateStatements(engine.Dialect), error => ServerConnections.IsMadeByAnother(error) || RedshiftErrors.IsSerialization(error), "an administrator");
    }
}
