using System.Data.Common;

namespace Sparkify.Warehouse.Engines;

/// <summary>Running SQL text on a connection.</summary>
public static class SqlConnection
{
    /// <summary>Runs a statement; returns the number of rows it wrote.</summary>
    public static long Execute(this DbConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of a query's first row; null when there is none or it is null.</summary>
    public static object? Scalar(this DbConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }
}
