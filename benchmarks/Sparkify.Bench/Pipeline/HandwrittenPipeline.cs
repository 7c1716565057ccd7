using DuckDB.NET.Data;

namespace Sparkify.Bench.Pipeline;

/// <summary>A pipeline that a DuckDB user would write by hand for the same files: <c>read_json</c> into staging tables, then five tables of SQL.</summary>
/// <remarks>It has none of the product's rules: a bad line stops it, a second run starts over, duplicates count twice.</remarks>
static class HandwrittenPipeline
{
    /// <summary>Fills a database file; without logs it only stages the songs.</summary>
    internal static void Run(string? logs, string songs, string database)
    {
        using var connection = Database.Open(database);
        Database.Execute(connection, Script("settings.sql"));
        Database.Execute(connection, $"set variable songs = {Database.Quote(songs)}");
        Database.Execute(connection, Script("staging_songs.sql"));
        if (logs is not null)
        {
            Database.Execute(connection, $"set variable logs = {Database.Quote(logs)}");
            Database.Execute(connection, Script("staging_events.sql"));
            Database.Execute(connection, Script("star.sql"));
        }

        Database.Execute(connection, "checkpoint");
    }

    static string Script(string name)
    {
        using var stream = typeof(HandwrittenPipeline).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The DuckDB helpers that the bench needs.</summary>
static class Database
{
    internal static DuckDBConnection Open(string file, bool isReadOnly = false)
    {
        var connection = new DuckDBConnection($"Data Source={file}{(isReadOnly ? ";ACCESS_MODE=READ_ONLY" : "")}");
        connection.Open();
        return connection;
    }

    internal static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    internal static object? Scalar(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    internal static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
