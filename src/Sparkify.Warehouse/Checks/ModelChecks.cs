using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Checks;

/// <summary>
/// The checks derived from the declaration. One scan proves a key and all references to it: each value that is in the table, or in a column
/// that references it, is in the table exactly once. Where every row must be referenced, the table is joined with the references instead: it
/// has about as many rows as there are references, so that grouping all of them together costs twice as much. What an engine's own keys and
/// foreign keys have just proved need not be proved again: then only the rows that nothing references are looked for.
/// </summary>
public static class ModelChecks
{
    /// <summary>Keys and references of every table, and required columns if the engine does not enforce them.</summary>
    /// <param name="dialect">The engine's dialect.</param>
    /// <param name="besideKeys">Only what the engine's keys and foreign keys do not enforce.</param>
    public static IEnumerable<Check> All(Dialect dialect, bool besideKeys = false)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        foreach (var table in SparkifyWarehouse.Tables)
        {
            if (besideKeys && dialect.EnforcesKeys(table))
            {
                if (table.HasOnlyUsedRows || table.UsedRowsColumn is not null)
                    yield return UnusedCheck(table, dialect);
                continue;
            }
            if (table.Key.Count > 0)
                yield return KeyCheck(table, dialect);
            if (table.HasOnlyUsedRows)
                yield return UsedCheck(table, dialect);
            if (!dialect.EnforcesNotNull && table.Columns.Any(column => column.IsRequired))
                yield return NotNullCheck(table, dialect);
        }
    }

    static Check KeyCheck(Table table, Dialect dialect)
    {
        var key = string.Join(", ", table.Key.Select(column => dialect.Identifier(column.Name)));
        var references = References.To(table).ToList();
        if (references.Count == 0 || table.HasOnlyUsedRows)
            return new Check($"{table.Name}_key", $"No two rows of {table.FullName} share {key}.",
                $"select {key}, count(*) as rows\nfrom {dialect.Identifier(table.Room, table.Name)}\ngroup by {key}\nhaving count(*) > 1");

        // Of a table where only some rows must be referenced, these are marked as well.
        var isMarked = table.UsedRowsColumn is not null;
        var mark = isMarked ? $", case when {dialect.Identifier(table.UsedRowsColumn!)} then 1 end as must_be_used" : "";
        var used = isMarked ? "\nor (count(must_be_used) > 0 and count(*) = count(is_member))" : "";
        var selects = references.Select(reference =>
            $"    select {dialect.Identifier(reference.Column.Name)}, null{(isMarked ? ", null" : "")}\n    from {dialect.Identifier(reference.Table.Room, reference.Table.Name)}"
            + (reference.Column.IsRequired ? "" : $"\n    where {dialect.Identifier(reference.Column.Name)} is not null"));
        var query = $"""
            with
            every_key as (
                select {key} as key_value, 1 as is_member{mark}
                from {dialect.Identifier(table.Room, table.Name)}
                union all
            {string.Join("\n    union all\n", selects)}
            )

            select
                key_value as {key},
                count(is_member) as rows,
                count(*) - count(is_member) as references_to_it
            from every_key
            group by key_value
            having count(is_member) <> 1{used}
            """;
        var pointers = string.Join(", ", references.Select(reference => $"{reference.Table.Name}.{reference.Column.Name}"));
        return new Check($"{table.Name}_key",
            $"No two rows of {table.FullName} share {key}, and every value of {pointers} is in it"
            + (isMarked ? $"; every row with {table.UsedRowsColumn} is referenced." : "."),
            query);
    }

    static Check UsedCheck(Table table, Dialect dialect)
    {
        var key = dialect.Identifier(table.Key[0].Name);
        var references = References.To(table).ToList();
        var selects = references.Select(reference =>
            $"    select {dialect.Identifier(reference.Column.Name)} as key_value\n    from {dialect.Identifier(reference.Table.Room, reference.Table.Name)}"
            + (reference.Column.IsRequired ? "" : $"\n    where {dialect.Identifier(reference.Column.Name)} is not null"));
        var pointers = string.Join(", ", references.Select(reference => $"{reference.Table.Name}.{reference.Column.Name}"));
        return new Check($"{table.Name}_used", $"Every row of {table.FullName} is referenced, and every value of {pointers} is in it.", $"""
            with
            pointers as (
            {string.Join("\n    union all\n", selects)}
            )

            select
                p.key_value as referenced,
                t.{key}
            from pointers p
            full join {dialect.Identifier(table.Room, table.Name)} t on t.{key} = p.key_value
            where p.key_value is null
            or t.{key} is null
            """);
    }

    /// <summary>The part of <see cref="UsedCheck"/>, or of <see cref="KeyCheck"/> where only marked rows must be referenced, that no key proves.</summary>
    static Check UnusedCheck(Table table, Dialect dialect)
    {
        var key = dialect.Identifier(table.Key[0].Name);
        var conditions = References.To(table)
            .Select(reference => $"not exists (select 1 from {dialect.Identifier(reference.Table.Room, reference.Table.Name)} r where r.{dialect.Identifier(reference.Column.Name)} = t.{key})");
        if (table.UsedRowsColumn is { } mark)
            conditions = conditions.Prepend($"t.{dialect.Identifier(mark)}");
        return new Check($"{table.Name}_used", $"Every row of {table.FullName}{(table.UsedRowsColumn is { } which ? $" with {which}" : "")} is referenced.", $"""
            select t.{key}
            from {dialect.Identifier(table.Room, table.Name)} t
            where {string.Join("\nand ", conditions)}
            """);
    }

    static Check NotNullCheck(Table table, Dialect dialect)
    {
        var required = table.Columns.Where(column => column.IsRequired).Select(column => dialect.Identifier(column.Name)).ToList();
        return new Check($"{table.Name}_required", $"No row of {table.FullName} lacks a required value.",
            $"select {string.Join(", ", required)}\nfrom {dialect.Identifier(table.Room, table.Name)}\n"
            + $"where {string.Join("\nor ", required.Select(column => $"{column} is null"))}");
    }
}
