using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Sparkify.Warehouse.Engines.Sql;

/// <summary>Runs SQL scripts on a connection; parameters are positional, written <c>$1</c>, <c>$2</c>, …</summary>
static class Statements
{
    /// <summary>Runs a statement that returns nothing; gives the number of rows it changed.</summary>
    public static long Execute(this DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Prepare(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, one after another; the connection is taken until the last one is read.</summary>
    public static IEnumerable<T> Stream<T>(this DbConnection connection, string sql, Func<DbDataReader, T> map)
    {
        using var command = Prepare(connection, sql, []);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return map(reader);
    }

    /// <summary>The rows of a query.</summary>
    public static List<T> Query<T>(this DbConnection connection, string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> parameters)
    {
        using var command = Prepare(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>The first value of a query's first row; null when there is none or it is null.</summary>
    public static object? Scalar(this DbConnection connection, string sql)
    {
        using var command = Prepare(connection, sql, []);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>The one row of a query.</summary>
    public static T Single<T>(this DbConnection connection, string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> parameters) =>
        connection.Query(sql, map, parameters) is [var row] ? row : throw new InvalidOperationException($"Expected one row of: {sql}");

    /// <summary>A whole number, however wide the engine made it (a sum of bigints is wider than a bigint).</summary>
    public static long Count(this DbDataReader reader, int column) => long.Parse(Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);

    /// <summary>A text, or null.</summary>
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Runs work in a transaction: all of it, or nothing.</summary>
    public static void InTransaction(this DbConnection connection, Action work)
    {
        connection.Execute("begin");
        try
        {
            work();
            connection.Execute("commit");
        }
        catch (Exception error)
        {
            RollBack(connection, error);
            throw;
        }
    }

    static void RollBack(DbConnection connection, Exception cause)
    {
        // A lost connection has taken its transaction along.
        if (connection.State != ConnectionState.Open)
            return;
        try
        {
            connection.Execute("rollback");
        }
        // The engine may have lost the transaction already, or loses the connection only now; what led here is the error to tell.
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            cause.Data["rollback"] = error.Message;
        }
    }

    /// <summary>Throws a <see cref="LostConnectionException"/> if the server has ended the connection: drivers report that as a mistake of the program.</summary>
    public static void RequireOpen(this DbConnection connection)
    {
        if (connection.State is ConnectionState.Closed or ConnectionState.Broken)
            throw new LostConnectionException();
    }

    /// <summary>A command with its parameters.</summary>
    public static DbCommand Prepare(this DbConnection connection, string sql, ReadOnlySpan<object?> parameters)
    {
        connection.RequireOpen();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
