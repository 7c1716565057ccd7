using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// The sessions that loads have opened, as they enter themselves: whose the lock is, and what a killed load has left running. A session is
/// known by its number and the moment it began, since numbers are given again.
/// </summary>
sealed class RedshiftOwners(NpgsqlConnection connection, Dialect dialect)
{
    const string Holding = "hold";
    const string Loading = "load";

    /// <summary>Who holds the lock; null if nobody does, or the holder has not entered its name yet.</summary>
    public WarehouseOwner? Find() => connection.Query(Script("lock_holders"), row => row.GetInt32(0)) is [var holder, ..]
        ? Known().Find(session => session.Purpose == Holding && session.Id == holder)?.Owner
        : null;

    /// <summary>The load's connection enters itself.</summary>
    public void EnterLoad(NpgsqlConnection session, TimeProvider clock) => Enter(session, Loading, clock);

    /// <summary>The connection that holds the lock enters itself, and forgets those before it.</summary>
    public void RecordLock(NpgsqlConnection session, TimeProvider clock)
    {
        connection.Execute(Script("forget_sessions"));
        Enter(session, Holding, clock);
    }

    /// <summary>Asks the server to end the connections of loads that were killed; returns how many are still there.</summary>
    public int EndOrphanedSessions()
    {
        var known = Known().Where(session => session.Purpose == Loading).Select(session => (session.Id, session.BeganAt)).ToHashSet();
        if (known.Count == 0)
            return 0;
        var left = Sessions().Where(known.Contains).ToList();
        foreach (var (id, _) in left)
            connection.Scalar(string.Create(CultureInfo.InvariantCulture, $"select pg_terminate_backend({id})"));
        return left.Count;
    }

    void Enter(NpgsqlConnection session, string purpose, TimeProvider clock)
    {
        var began = Sessions().Where(known => known.Id == session.ProcessID).Select(known => known.BeganAt).DefaultIfEmpty(DateTime.UnixEpoch).Max();
        connection.Execute(Script("enter_session"), session.ProcessID, began, purpose, Environment.ProcessId, Environment.MachineName, clock.GetUtcNow().UtcDateTime);
    }

    List<(int Id, DateTime BeganAt)> Sessions() => connection.Query(Script("sessions"), row => ((int)row.Count(0), row.GetDateTime(1)));

    List<Session> Known() => connection.Query(Script("known_sessions"), row => new Session(
        row.GetInt32(0), row.GetDateTime(1), row.GetString(2), new WarehouseOwner(row.GetInt32(3), row.GetString(4), new DateTimeOffset(row.GetDateTime(5), TimeSpan.Zero))));

    string Script(string name) => SqlScripts.Read($"engines/servers/redshift/{name}", dialect);

    sealed record Session(int Id, DateTime BeganAt, string Purpose, WarehouseOwner Owner);
}
