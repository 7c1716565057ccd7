using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Checks;

/// <summary>
/// The rows that the checks of an incremental build read, each a work table <c>checked_TABLE</c>: the rows of a front-room table that the build
/// touched, and those that such rows reference. A table is read once for all its checks, so that they cost what a load changes, and not what the
/// front room has. Beside them is <c>new_files</c>, the files of the load.
/// </summary>
sealed class CheckedRows(DbConnection connection, Dialect dialect, CancellationToken cancellation) : IDisposable
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

    const string NewFiles = "new_files";

    readonly WorkTables work = new(connection, dialect, cancellation);

    /// <summary>The tables that an incremental build changes.</summary>
    public static IEnumerable<Table> Tables => Touched.Keys;

    /// <summary>The work table with a table's rows.</summary>
    public static string Name(Table table) => $"checked_{table.Name}";

    /// <summary>The select of the keys that the build touched, each once.</summary>
    public static string TouchedKeys(Table table, Dialect dialect)
    {
        var (relation, column) = Touched[table];
        return column == table.Key[0].Name
            ? $"select distinct {dialect.Identifier(column)} from {relation}"
            : $"select distinct {dialect.Identifier(column)} as {dialect.Identifier(table.Key[0].Name)} from {relation}";
    }

    /// <summary>The work tables with their selects, in the order in which they are made: a table comes before those it points to.</summary>
    public static IEnumerable<(string Name, string Query)> All(Dialect dialect) =>
        SparkifyWarehouse.Frontroom.Reverse().Where(Touched.ContainsKey).Select(table => (Name(table), Query(table, dialect)));

    /// <summary>Makes them. They are dropped with this, unless their transaction is rolled back before.</summary>
    public void Make()
    {
        foreach (var (name, query) in All(dialect))
            work.MakeFrom(name, query);
        work.Make(NewFiles, $"checks/work/{NewFiles}");
    }

    /// <inheritdoc/>
    public void Dispose() => work.Drop();

    static string Query(Table table, Dialect dialect)
    {
        var key = dialect.Identifier(table.Key[0].Name);
        var keys = References.To(table)
            .Where(reference => Touched.ContainsKey(reference.Table))
            .Select(reference => $"select {dialect.Identifier(reference.Column.Name)} from {Name(reference.Table)}")
            .Prepend(TouchedKeys(table, dialect));
        // No check compares free text.
        var columns = table.Columns
            .Where(column => column.IsKey || column.References is not null || column.Type.Kind != ColumnKind.Text)
            .Select(column => $"t.{dialect.Identifier(column.Name)}");
        return $"""
            with
            wanted as (
                {string.Join("\n    union\n    ", keys)}
            )

            select {string.Join(", ", columns)}
            from {dialect.Identifier(table.Room, table.Name)} t
            join wanted w on w.{key} = t.{key}
            """;
    }
}
