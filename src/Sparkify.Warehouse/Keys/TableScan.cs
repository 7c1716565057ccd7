using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Keys;

/// <summary>
/// Measures a front-room table in one scan: the engine groups it by the bucket of each candidate, by day, and as a whole, at once. It keeps and
/// returns at most 65,537 groups per candidate, whatever the table's size.
/// </summary>
public static class TableScan
{
    /// <summary>The column that gives a row's day, if the table has it.</summary>
    const string Instant = "start_time";

    /// <summary>Runs the scan.</summary>
    public static TableMeasure Measure(DbConnection connection, Table table, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Query(table, dialect);
        using var reader = command.ExecuteReader();
        return Read(reader, table);
    }

    /// <summary>The query: a row per bucket of each candidate, a row per day, and one for the whole table.</summary>
    public static string Query(Table table, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        var candidates = KeyCandidates.Of(table);
        var texts = Texts(table);
        string Name(Column column) => dialect.Identifier(column.Name);
        var hashed = candidates
            .SelectMany(column => (string[])
            [
                $"cast({Name(column)} as varchar) as text_{column.Name}",
                $"coalesce(substr(md5(cast({Name(column)} as varchar)), 1, 4), '{SliceHash.NullDigits}') as hash_{column.Name}",
            ])
            .Concat(texts.Select(column => $"coalesce({dialect.ByteLength(Name(column))}, 0) as bytes_{column.Name}"))
            .Concat(HasDays(table) ? [$"cast({Instant} as date) as day"] : [])
            .DefaultIfEmpty("1 as one");
        var groups = candidates.Select(column => $"hash_{column.Name}").Concat(HasDays(table) ? ["day"] : []).ToList();
        var figures = groups
            .Append("count(*) as row_count")
            .Concat(texts.Select(column => $"cast(sum(bytes_{column.Name}) as bigint) as bytes_{column.Name}"))
            .Concat(candidates.SelectMany(column => (string[])[$"min(text_{column.Name}) as least_{column.Name}", $"max(text_{column.Name}) as greatest_{column.Name}"]));
        return $"""
            with hashed as (
                select
                    {string.Join(",\n        ", hashed)}
                from {dialect.Identifier(table.Room, table.Name)}
            )

            select
                {string.Join(",\n    ", figures)}
            from hashed
            group by grouping sets ({string.Join(", ", groups.Select(group => $"({group})").Prepend("()"))})
            """;
    }

    /// <summary>Bytes of a value, uncompressed; 0 for text, which is counted.</summary>
    public static int FixedWidth(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int32 or ColumnKind.Date => 4,
        ColumnKind.Int64 or ColumnKind.Double or ColumnKind.Timestamp => 8,
        ColumnKind.Decimal => type.Precision > 18 ? 16 : 8,
        ColumnKind.Boolean => 1,
        _ => 0,
    };

    static TableMeasure Read(DbDataReader reader, Table table)
    {
        var (candidates, texts) = (KeyCandidates.Of(table), Texts(table));
        var counts = candidates.Select(column => new KeyCounts(column.Name)).ToList();
        var hashes = candidates.Select(column => reader.GetOrdinal($"hash_{column.Name}")).ToList();
        var day = HasDays(table) ? reader.GetOrdinal("day") : -1;
        var rowCount = reader.GetOrdinal("row_count");
        var fixedWidth = table.Columns.Sum(column => FixedWidth(column.Type));
        var whole = new TableMeasure(table, 0, table.Columns.ToDictionary(column => column.Name, _ => 0L), counts, []);
        var days = new List<DayRows>();
        while (reader.Read())
        {
            var rows = reader.GetInt64(rowCount);
            var textBytes = texts.ToDictionary(column => column.Name, column => reader.GetOrdinal($"bytes_{column.Name}") is var at && reader.IsDBNull(at) ? 0 : reader.GetInt64(at));
            // All grouping columns are null but the one that this row is grouped by.
            if (hashes.FindIndex(hash => !reader.IsDBNull(hash)) is var candidate and >= 0)
                counts[candidate].Add(
                    reader.GetString(hashes[candidate]), rows, rows * fixedWidth + textBytes.Values.Sum(),
                    Text(reader, $"least_{counts[candidate].Column}"), Text(reader, $"greatest_{counts[candidate].Column}"));
            else if (day >= 0 && !reader.IsDBNull(day))
                days.Add(new(reader.GetFieldValue<DateOnly>(day), rows));
            else
                whole = whole with { Rows = rows, ColumnBytes = table.Columns.ToDictionary(column => column.Name, column => textBytes.GetValueOrDefault(column.Name, rows * FixedWidth(column.Type))) };
        }
        return whole with { Days = [.. days.OrderBy(rows => rows.Day)] };
    }

    static string? Text(DbDataReader reader, string name) =>
        reader.GetOrdinal(name) is var at && reader.IsDBNull(at) ? null : Convert.ToString(reader.GetValue(at), CultureInfo.InvariantCulture);

    static List<Column> Texts(Table table) => [.. table.Columns.Where(column => column.Type.Kind == ColumnKind.Text)];

    static bool HasDays(Table table) => table.Columns.Any(column => column.Name == Instant && column.Type.Kind == ColumnKind.Timestamp);
}
