using System.Globalization;
using DuckDB.NET.Data;
using Sparkify.Warehouse;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>Compares two warehouses row for row, with all columns: the front rooms but for their history, and what the books say of each file.</summary>
static class FrontroomComparison
{
    const int MostRows = 8;

    // File numbers and loads differ between two ways to the same content; files are known by their URI.
    static readonly (string Name, string Query)[] Books =
    [
        ("account of files", """
            select f.uri, f.source, f.content_hash, f.rows_read, f.rows_rejected, f.rows_repaired, coalesce(d.duplicate, 0) as duplicate, coalesce(d.corrected, 0) as corrected
            from ROOM.backroom.files f
            left join (
                select file_id, count(*) as duplicate, count(*) filter (is_corrected) as corrected
                from (from ROOM.backroom.duplicate_events union all from ROOM.backroom.duplicate_songs) group by file_id) d on d.file_id = f.file_id
            where f.state = 'taken'
            """),
        ("duplicate_events", "select f.uri, d.* exclude (file_id) from ROOM.backroom.duplicate_events d join ROOM.backroom.files f on f.file_id = d.file_id"),
        ("duplicate_songs", "select f.uri, d.* exclude (file_id) from ROOM.backroom.duplicate_songs d join ROOM.backroom.files f on f.file_id = d.file_id"),
        ("event_rekeys", "select f.uri, k.* exclude (file_id) from ROOM.backroom.event_rekeys k join ROOM.backroom.files f on f.file_id = k.file_id"),
        ("newest event", "select (select newest_event_at from ROOM.backroom.loads where published_at is not null order by load_id desc limit 1) as newest_event_at"),
        ("staging_events", "select f.uri, e.* exclude (file_id) from ROOM.backroom.staging_events e join ROOM.backroom.files f on f.file_id = e.file_id where f.state = 'taken'"),
        ("staging_songs", "select f.uri, s.* exclude (file_id) from ROOM.backroom.staging_songs s join ROOM.backroom.files f on f.file_id = s.file_id where f.state = 'taken'"),
        ("rejects", "select f.uri, r.* exclude (file_id) from ROOM.backroom.rejects r join ROOM.backroom.files f on f.file_id = r.file_id where f.state = 'taken'"),
    ];

    /// <summary>Null when they agree; else the first table that differs, and rows of it. The books name the files, so they differ where these lie elsewhere.</summary>
    public static string? Difference(WarehouseSteps found, WarehouseSteps expected, bool withBooks = true)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:;threads=1");
        connection.Open();
        foreach (var (name, warehouse) in new[] { ("found", found), ("expected", expected) })
        {
            Rows(connection, $"attach '{warehouse.Frontroom}' as {name} (read_only)");
            Rows(connection, $"attach '{warehouse.Backroom}' as {name}_books (read_only)");
        }
        var tables = SparkifyWarehouse.Frontroom.Where(table => table != SparkifyWarehouse.LoadHistory).Select(table => table.Name).Append("sessions");
        return tables.Select(table => Difference(connection, table, $"from ROOM.frontroom.{table}", ""))
            .Concat((withBooks ? Books : []).Select(book => Difference(connection, book.Name, book.Query, "_books")))
            .FirstOrDefault(difference => difference is not null);
    }

    static string? Difference(DuckDBConnection connection, string table, string query, string rooms)
    {
        List<string> In(string room) => Rows(connection, query.Replace("ROOM", room + rooms, StringComparison.Ordinal));
        var (found, expected) = (In("found"), In("expected"));
        return found.SequenceEqual(expected, StringComparer.Ordinal) ? null
            : $"{table} differs:\n{found[^1]}\nToo many:\n{Sample(found, expected)}\nMissing:\n{Sample(expected, found)}";
    }

    /// <summary>Some rows of one that the other does not have, or has less often.</summary>
    static string Sample(List<string> one, List<string> other)
    {
        var rest = other.CountBy(row => row).ToDictionary();
        bool IsOver(string row) => (rest[row] = rest.GetValueOrDefault(row) - 1) < 0;
        return string.Join('\n', one.Where(IsOver).Take(MostRows));
    }

    /// <summary>The rows of a result, sorted, and the names of its columns behind them. Here, and not in SQL: planning costs more than so few rows do.</summary>
    static List<string> Rows(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column))));
        rows.Sort(StringComparer.Ordinal);
        rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetName(column)} {reader.GetDataTypeName(column)}")));
        return rows;
    }

    static string Text(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? "null" : reader.GetValue(column) switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        string text => $"'{text}'",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
