using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>Opens DuckDB connections.</summary>
static class DuckDbConnections
{
    /// <summary>
    /// Opens an engine of its own, with no file in it: files are attached, so that no path is ever part of a connection string. Times are those of
    /// UTC, wherever the machine is.
    /// </summary>
    /// <param name="threads">Threads that it begins with; 0 for as many as there are cores.</param>
    public static DuckDBConnection Open(int threads = 0)
    {
        // Threads are named when it opens: an engine begins one for each core at once.
        var connection = new DuckDBConnection(threads > 0 ? $"Data Source=:memory:;threads={threads}" : "Data Source=:memory:");
        try
        {
            connection.Open();
            connection.Execute("set TimeZone = 'UTC'");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A text as an SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
