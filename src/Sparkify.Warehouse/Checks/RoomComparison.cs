using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Checks;

/// <summary>
/// Compares the published tables with those of a rebuild, row for row in both directions, repeated rows included (what EXCEPT ALL would do both
/// ways, which not every engine has). The history of loads is left out: a rebuild has none of its own.
/// </summary>
static class RoomComparison
{
    /// <summary>A check a table; <paramref name="published"/> says what a published table is called beside the rebuilt one.</summary>
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
        return new Check($"{table.Name}_as_rebuilt", $"The rows of {table.FullName} are those that a rebuild from staging gives: as many of each, and no others.", query);
    }
}
