using DuckDB.NET.Data;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>Opens DuckDB connections, and knows their errors.</summary>
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

    /// <summary>Whether an error says that another process has the file open.</summary>
    public static bool IsLockConflict(DuckDBException error) => error.Message.Contains("Could not set lock", StringComparison.Ordinal);

    /// <summary>Whether an error says that there is no space to write: no fault of the file.</summary>
    public static bool IsDiskFull(DuckDBException error) => error.Message.Contains("No space left", StringComparison.Ordinal);

    /// <summary>What a person is told when a file of the warehouse cannot be opened.</summary>
    public static WarehouseException CannotOpen(string path, Exception error) =>
        new($"The warehouse file {path} cannot be opened: {FirstLine(error.Message).TrimEnd('.')}. If it is damaged, restore it from a backup or run 'sparkify create-tables' and load again.", cause: error);

    static string FirstLine(string text) => text.Split('\n', 2)[0];
}
