using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Checks;

/// <summary>
/// The checks derived from the declaration, over the rows that an incremental build touched and all they can affect: rebuilt keys are unique,
/// every row that rebuilt rows reference exists, and nothing references a deleted key. They read the build's work tables.
/// </summary>
static class ChangeChecks
{
    /// <summary>Where the build lists the keys of each table that it rebuilds or deletes.</summary>
    static readonly Dictionary<Table, (string Relation, string Column)> Touched = new()
    {
        [SparkifyWarehouse.Time] = ("leaving_time", "start_time"),
        [SparkifyWarehouse.Users] = ("leaving_users", "user_id"),
        [SparkifyWarehouse.UserLevels] = ("leaving_users", "user_id"),
        [SparkifyWarehouse.Artists] = ("leaving_artists", "artist_id"),
        [SparkifyWarehouse.Songs] = ("leaving_songs", "song_id"),
        [SparkifyWarehouse.SongPlays] = ("wanted_keys", "event_key"),
        [SparkifyWarehouse.PageEvents] = ("wanted_keys", "event_key"),
    };

    /// <summary>Keys and references of every table that a load changes.</summary>
    public static IEnumerable<Check> All(Dialect dialect) => Touched.Keys.SelectMany(table => Of(table, dialect));

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
        var key = string.Join(", ", table.Key.Select(column => $"t.{dialect.Identifier(column.Name)}"));
        return new Check($"{table.Name}_key", $"No two changed rows of {table.FullName} share {key.Replace("t.", "", StringComparison.Ordinal)}.", $"""
            select {key}, count(*) as rows
            {TouchedRows(table, dialect)}
            group by {key}
            having count(*) > 1
            """);
    }

    static Check ReferenceExists(Table table, Column column, Dialect dialect)
    {
        var (to, key) = column.References!.Value;
        var target = SparkifyWarehouse.Find(to)!;
        return new Check($"{table.Name}_{column.Name}", $"Every {column.Name} of a changed row of {table.FullName} is in {target.FullName}.", $"""
            with
            pointers as (
                select distinct t.{dialect.Identifier(column.Name)} as key_value
                {TouchedRows(table, dialect)}
                where t.{dialect.Identifier(column.Name)} is not null
            ),

            found as (
                select d.{dialect.Identifier(key)} as key_value
                from {dialect.Identifier(target.Room, target.Name)} d
                join pointers p on p.key_value = d.{dialect.Identifier(key)}
            )

            select p.key_value as {dialect.Identifier(column.Name)}
            from pointers p
            left join found f on f.key_value = p.key_value
            where f.key_value is null
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
                {TouchedKeys(table, dialect)}
            ),

            present as (
                select d.{key}
                from {dialect.Identifier(table.Room, table.Name)} d
                join touched t on t.{key} = d.{key}
            ),

            missing as (
                select t.{key}
                from touched t
                left join present p on p.{key} = t.{key}
                where p.{key} is null
            )

            {string.Join("\nunion all\n", pointers)}
            """);
    }

    static Check Used(Table table, Dialect dialect)
    {
        var key = dialect.Identifier(table.Key[0].Name);
        var pointers = References.To(table).Select(reference =>
            $"    select r.{dialect.Identifier(reference.Column.Name)} as key_value\n    from {dialect.Identifier(reference.Table.Room, reference.Table.Name)} r\n"
            + $"    join touched t on t.{key} = r.{dialect.Identifier(reference.Column.Name)}");
        return new Check($"{table.Name}_used", $"Every changed row of {table.FullName} is referenced by another row.", $"""
            with
            touched as (
                {TouchedKeys(table, dialect)}
            ),

            used as (
            {string.Join("\n    union\n", pointers)}
            )

            select t.{key}
            {TouchedRows(table, dialect)}
            left join used u on u.key_value = t.{key}
            where u.key_value is null
            """);
    }

    static string TouchedKeys(Table table, Dialect dialect) =>
        $"select distinct {Touched[table].Column} as {dialect.Identifier(table.Key[0].Name)} from {Touched[table].Relation}";

    static string TouchedRows(Table table, Dialect dialect)
    {
        var key = dialect.Identifier(table.Key[0].Name);
        return $"from {dialect.Identifier(table.Room, table.Name)} t\njoin ({TouchedKeys(table, dialect)}) touched_keys on touched_keys.{key} = t.{key}";
    }
}
