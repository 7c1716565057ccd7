using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>
/// Compares two warehouses row for row, with all columns, on whatever engines they live: the front rooms but for their history, and what the
/// books say of each file.
/// </summary>
static class FrontroomComparison
{
    const int MostRows = 8;
    const int MostText = 20_000;

    // File numbers and loads differ between two ways to the same content; files are known by their URI.
    static readonly (string Name, string Query)[] Books =
    [
        ("account of files", """
            select f.uri, f.source, f.content_hash, f.rows_read, f.rows_rejected, f.rows_repaired, coalesce(d.duplicate, 0) as duplicate, coalesce(d.corrected, 0) as corrected
            from backroom.files f
            left join (
                select file_id, count(*) as duplicate, sum(case when is_corrected then 1 else 0 end) as corrected
                from (select * from backroom.duplicate_events union all select * from backroom.duplicate_songs) as duplicates group by file_id) d on d.file_id = f.file_id
            where f.state = 'taken'
            """),
        ("newest event", "select (select newest_event_at from backroom.loads where published_at is not null order by load_id desc limit 1) as newest_event_at"),
        OfTaken(SparkifyWarehouse.DuplicateEvents),
        OfTaken(SparkifyWarehouse.DuplicateSongs),
        OfTaken(SparkifyWarehouse.EventRekeys),
        OfTaken(SparkifyWarehouse.StagingEvents),
        OfTaken(SparkifyWarehouse.StagingSongs),
        OfTaken(SparkifyWarehouse.Rejects),
    ];

    /// <summary>Null when they agree; else the first table that differs, and rows of it. The books name the files, so they differ where these lie elsewhere.</summary>
    public static string? Difference(WarehouseSteps found, WarehouseSteps expected, bool withBooks = true)
    {
        using var one = found.Engine.OpenBackroom();
        using var other = expected.Engine.OpenBackroom();
        var tables = SparkifyWarehouse.Frontroom.Where(table => table != SparkifyWarehouse.LoadHistory).Select(table => table.FullName).Append(SparkifyWarehouse.Sessions.FullName);
        return tables.Select(table => (Name: table, Query: $"select * from {table}")).Concat(withBooks ? Books : [])
            .Select(rows => Difference(rows.Name, Rows(one, rows.Query), Rows(other, rows.Query)))
            .FirstOrDefault(difference => difference is not null);
    }

    /// <summary>All that a front room shows, its history as well, as a text to compare with that of another moment.</summary>
    public static string Shown(WarehouseSteps warehouse)
    {
        using var connection = warehouse.Engine.OpenFrontroom(QueryLimits.Default);
        return string.Join("\n\n", SparkifyWarehouse.Frontroom.Select(table => $"{table.Name}\n{string.Join('\n', Rows(connection, $"select * from {table.FullName}"))}"));
    }

    static (string, string) OfTaken(Table table) => (
        table.Name,
        $"select f.uri, {string.Join(", ", table.Columns.Where(column => column.Name != "file_id").Select(column => "t." + column.Name))} from {table.FullName} t join backroom.files f on f.file_id = t.file_id where f.state = 'taken'");

    static string? Difference(string table, List<string> found, List<string> expected) => found.SequenceEqual(expected, StringComparer.Ordinal) ? null
        : $"{table} differs:\n{found[^1]}\nToo many:\n{Sample(found, expected)}\nMissing:\n{Sample(expected, found)}";

    /// <summary>Some rows of one that the other does not have, or has less often.</summary>
    static string Sample(List<string> one, List<string> other)
    {
        var rest = other.CountBy(row => row).ToDictionary();
        bool IsOver(string row) => (rest[row] = rest.GetValueOrDefault(row) - 1) < 0;
        return string.Join('\n', one.Where(IsOver).Take(MostRows));
    }

    /// <summary>The rows of a result, sorted, and the names of its columns behind them. Here, and not in SQL: planning costs more than so few rows do.</summary>
    static List<string> Rows(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column))));
        rows.Sort(StringComparer.Ordinal);
        rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)));
        return rows;
    }

    // Each engine has types of its own for a day and for a sum.
    static string Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? "null" : reader.GetValue(column) switch
    {
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00.000000",
        // The raw text of a reject may be cut sooner on one engine than on another.
        string text => $"'{(text.Length > MostText ? text[..MostText] : text)}'",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
