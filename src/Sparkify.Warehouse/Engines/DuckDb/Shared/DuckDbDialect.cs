using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>DuckDB's SQL. Text compares by its bytes as it is; lengths of text are kept by our parser, not by the engine.</summary>
sealed class DuckDbDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "duckdb";

    /// <summary>
    /// Joins run as they are written: its planner thinks that few rows pass a filter, takes the events for the small side and builds a
    /// hash table of a million rows instead of ten thousand (songplays then took twice the time). And it does not try FSST on texts,
    /// which takes a fifth of the time it takes to write songplays and saves one percent of the file.
    /// </summary>
    public override (IReadOnlyList<string> Begin, IReadOnlyList<string> End) BuildSettings(bool ofEverything) => (
        ["set disabled_optimizers = 'join_order,build_side_probe_side'", "set disabled_compression_methods = 'fsst'"],
        ["set disabled_optimizers = ''", "set disabled_compression_methods = 'none'"]);

    /// <summary>A table with repeating texts is a view of its rows and their texts (<see cref="DuckDbStoredTable"/>).</summary>
    public override IEnumerable<string> CreateTable(Table table) => DuckDbStoredTable.Of(table) is { } stored
        ? [
            .. stored.Groups.Select(group => group.Texts).Prepend(stored.Rows).SelectMany(base.CreateTable),
            .. CreateView(new View(table.Room, table.Name, table.Grain, table.Columns), stored.View),
        ]
        : base.CreateTable(table);

    /// <summary>Its octet_length is for binary values.</summary>
    public override string ByteLength(string text) => $"strlen({text})";

    /// <inheritdoc/>
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Double => "double",
        ColumnKind.Decimal => $"decimal({type.Precision},{type.Scale})",
        ColumnKind.Text => "varchar",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Date => "date",
        ColumnKind.Boolean => "boolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "not a kind of column"),
    };
}
