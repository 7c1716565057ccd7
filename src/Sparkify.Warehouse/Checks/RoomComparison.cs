using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Checks;

/// <summary>
/// Compares the published tables with those of a rebuild, row by row in both directions and including repeated rows (like EXCEPT ALL both
/// ways, which not every engine has). load_history is left out: a rebuild has no history of its own.
/// </summary>
static class RoomComparison
{
    /// <summary>One check per table; <paramref name="published"/> returns a published table's name next to the rebuilt one.</summary>
    public static IEnumerable<Check> All(Dialect dialect, Func<Table, string> published) =>
        SparkifyWarehouse.Frontroom.Where(table => table.Role != TableRole.History).Select(table => Compare(table, dialect, published(table)));

    static Check Compare(Table table, Dialect dialect, string published)
    {
        var columns = string.Join(", ", table.Columns.Select(column => dialect.Identifier(column.Name)));
        var key = string.Join(", ", table.Key.Select(column => dialect.Identifier(column.Name)));
        var query = $"""
            with
            both_rooms as (
                select {columns}, 1 as is_published, 0 as is_rebuilt
                from {published}
                union all
                select {columns}, 0, 1
                from {dialect.Identifier(table.Room, table.Name)}
            )

            select
                {columns},
                sum(is_published) as rows_published,
                sum(is_rebuilt) as rows_rebuilt,
                count(*) over () as differing_rows
            from both_rooms
            group by {columns}
            having sum(is_published) <> sum(is_rebuilt)
            order by {key}, rows_published desc
            """;
        return new Check($"{table.Name}_as_rebuilt", $"The rows of {table.FullName} are exactly those of a rebuild from staging.", query);
    }
}
