using DuckDB.NET.Data;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>Opens DuckDB connections.</summary>
static class DuckDbConnections
{
    /// <summary>Opens a database; settings are given as the connection string's further parts.</summary>
    public static DuckDBConnection Open(string path, string settings = "")
    {
        var connection = new DuckDBConnection($"Data Source={path};{settings}");
        try
        {
            connection.Open();
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
