using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>PostgreSQL's SQL. Texts carry the collation "C", which compares UTF-8 by its bytes whatever the database's own collation is.</summary>
public sealed class PostgresDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "postgresql";

    /// <inheritdoc/>
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Double => "double precision",
        ColumnKind.Decimal => $"numeric({type.Precision},{type.Scale})",
        // A length counts characters here; our parser counts bytes, of which there are at least as many.
        ColumnKind.Text => $"varchar({type.MaxBytes}) collate \"C\"",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Date => "date",
        ColumnKind.Boolean => "boolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "not a kind of column"),
    };

    /// <inheritdoc/>
    public override bool EnforcesKeys(Table table) => table.Room == Room.Frontroom;

    /// <summary>
    /// Where everything is read, tables are read in their order, and joined by hash. The planner cannot foresee how many rows are left of those that
    /// count, thinks of one, and would go through a whole set again for each row of another; and an index has yet to learn that its rows of this very
    /// transaction can be seen, so that reading a column from it alone costs more than reading the table.
    /// </summary>
    public override (IReadOnlyList<string> Begin, IReadOnlyList<string> End) BuildSettings(bool ofEverything) =>
        ofEverything ? ([.. PlansForRows.Select(plan => $"set {plan} = off")], [.. PlansForRows.Select(plan => $"set {plan} = on")]) : ([], []);

    /// <summary>
    /// Keys, and an index on each column that others point to this table by, or that loads and reports look rows up by. They are created after the
    /// rows of a first load, all at once, which takes a fraction of the time that keeping them up row by row would.
    /// </summary>
    public override IEnumerable<string> CreateKeys(Table table)
    {
        var name = Identifier(table.Room, table.Name);
        if (table.Key is not [])
            yield return $"alter table {name} add primary key ({string.Join(", ", table.Key.Select(column => Identifier(column.Name)))})";
        foreach (var (_, statement) in Indexes(table))
            yield return statement;
    }

    /// <summary>The indexes of a table beside its primary key, by their names, which no other table of the room has.</summary>
    internal static IEnumerable<(string Name, string Statement)> Indexes(Table table) =>
        from column in table.Columns
        where IsLookedUp(table, column)
        let name = $"{table.Name}_{column.Name}_idx"
        select (name, $"create index {name} on {table.FullName} ({column.Name})");

    /// <summary>
    /// References within the front room, judged when a publish commits: within it, rows that others point to may leave and come again. Staging
    /// has none: a file's rows come before its ledger entry, and the checks prove that they belong together.
    /// </summary>
    public override IEnumerable<string> CreateReferences(Table table)
    {
        if (table.Room != Room.Frontroom)
            yield break;
        foreach (var column in table.Columns)
            if (column.References is var (to, key) && SparkifyWarehouse.Find(to) is { } target)
                yield return $"alter table {Identifier(table.Room, table.Name)} add foreign key ({Identifier(column.Name)}) "
                    + $"references {Identifier(target.Room, target.Name)} ({Identifier(key)}) deferrable initially deferred";
    }

    /// <summary>
    /// A query that returns the first rows of another one. Next to a limit the planner would look for a few rows soon, row by row through indexes; a
    /// check as a rule has none, and reads everything.
    /// </summary>
    public override string FirstRows(string query, int rows) => $"with all_rows as materialized (\n{query}\n)\nselect *\nfrom all_rows\nlimit {rows}";

    /// <summary>
    /// The server analyses no temporary table by itself, and none within the transaction that changes it. Without statistics the planner joins row by
    /// row.
    /// </summary>
    public override IEnumerable<string> Analyze(string table) => [$"analyze {table}"];

    static readonly string[] PlansForRows = ["enable_nestloop", "enable_indexscan", "enable_indexonlyscan"];

    static bool IsLookedUp(Table table, Column column) =>
        (column.IsLookedUp || column.References is not null) && !(table.Key is [var first, ..] && first.Name == column.Name);
}
