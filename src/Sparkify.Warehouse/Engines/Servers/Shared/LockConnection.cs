using System.Data;
using Npgsql;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>A connection whose transaction holds a lock for one load. The server lets go when it ends, however the process did.</summary>
sealed class LockConnection(NpgsqlConnection connection) : IDisposable
{
    public void Dispose()
    {
        try
        {
            // The server notices a closed connection a moment later. A load that has ended should not be reported.
            if (connection.State == ConnectionState.Open)
                connection.Execute("rollback");
            connection.Dispose();
        }
        // The connection is lost already, and the lock with it.
        catch (NpgsqlException error)
        {
            _ = error;
        }
    }
}
