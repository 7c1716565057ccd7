using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Checks;

/// <summary>
/// The checks derived from the declaration, over the rows that an incremental build touched and all they can affect: rebuilt keys are unique,
/// every row that rebuilt rows reference exists, and nothing references a deleted key. They read the build's work tables and
/// <see cref="CheckedRows"/>.
/// </summary>
static class ChangeChecks
{
    /// <summary>Keys and references of every table that a load changes.</summary>
    public static IEnumerable<Check> All(Dialect dialect) => CheckedRows.Tables.SelectMany(table => Of(table, dialect));

    static IEnumerable<Check> Of(Table table, Dialect dialect)
    {
        yield return Unique(table, dialect);
        foreach (var column in table.Columns.Where(column => column.References is not null))
            yield return ReferenceExists(table, column, dialect);
        if (References.To(table).Any())
            yield return NoDanglingReference(table, dialect);
        if (table.HasOnlyUsedRows)
            yield return Used(table, dialect);
    }

    static Check Unique(Table table, Dialect dialect)
    {
        var key = string.Join(", ", table.Key.Select(column => dialect.Identifier(column.Name)));
        return new Check($"{table.Name}_key", $"No two changed rows of {table.FullName} share {key}.", $"""
            select {key}, count(*) as rows
            from {CheckedRows.Name(table)}
            group by {key}
            having count(*) > 1
            """);
    }

    static Check ReferenceExists(Table table, Column column, Dialect dialect)
    {
        var (to, key) = column.References!.Value;
        var target = SparkifyWarehouse.Find(to)!;
        var (pointer, targetKey) = (dialect.Identifier(column.Name), dialect.Identifier(key));
        return new Check($"{table.Name}_{column.Name}", $"Every {column.Name} of a changed row of {table.FullName} is in {target.FullName}.", $"""
            select distinct c.{pointer}
            from {CheckedRows.Name(table)} c
            left join {CheckedRows.Name(target)} d on d.{targetKey} = c.{pointer}
            where c.{pointer} is not null
            and d.{targetKey} is null
            """);
    }

    /// <summary>Nothing references a deleted key. There are few such keys, usually none, so the referencing tables are hardly read.</summary>
    static Check NoDanglingReference(Table table, Dialect dialect)
    {
        var key = dialect.Identifier(table.Key[0].Name);
        var pointers = References.To(table).Select(reference =>
            $"select\n    '{reference.Table.Name}.{reference.Column.Name}' as pointer,\n    m.{key}\n"
            + $"from {dialect.Identifier(reference.Table.Room, reference.Table.Name)} r\njoin missing m on m.{key} = r.{dialect.Identifier(reference.Column.Name)}");
        return new Check($"{table.Name}_missed", $"Nothing references a row that was deleted from {table.FullName}.", $"""
            with
            touched as (
                {CheckedRows.TouchedKeys(table, dialect)}
            ),

            missing as (
                select distinct t.{key}
                from touched t
                left join {CheckedRows.Name(table)} c on c.{key} = t.{key}
                where c.{key} is null
            )

            {string.Join("\nunion all\n", pointers)}
            """);
    }

    /// <summary>Every changed row is referenced. Most are by another changed row: the referencing tables are read for the others alone.</summary>
    static Check Used(Table table, Dialect dialect)
    {
        var key = dialect.Identifier(table.Key[0].Name);
        var references = References.To(table).ToList();
        var changed = references.Select(reference => $"    select {dialect.Identifier(reference.Column.Name)} as key_value\n    from {CheckedRows.Name(reference.Table)}");
        var others = references.Select(reference =>
            $"    select r.{dialect.Identifier(reference.Column.Name)} as key_value\n    from {dialect.Identifier(reference.Table.Room, reference.Table.Name)} r\n"
            + $"    join unproved n on n.{key} = r.{dialect.Identifier(reference.Column.Name)}");
        return new Check($"{table.Name}_used", $"Every changed row of {table.FullName} is referenced by another row.", $"""
            with
            used_by_changed_rows as (
            {string.Join("\n    union\n", changed)}
            ),

            unproved as (
                select distinct c.{key}
                from {CheckedRows.Name(table)} c
                left join used_by_changed_rows u on u.key_value = c.{key}
                where u.key_value is null
            ),

            used_by_others as (
            {string.Join("\n    union\n", others)}
            )

            select n.{key}
            from unproved n
            left join used_by_others u on u.key_value = n.{key}
            where u.key_value is null
            """);
    }
}
