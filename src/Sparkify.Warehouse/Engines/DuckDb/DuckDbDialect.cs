using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>DuckDB's SQL. Text compares by its bytes as it is; lengths of text are kept by our parser, not by the engine.</summary>
public sealed class DuckDbDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "duckdb";

    /// <summary>
    /// Its planner thinks that few rows pass a filter, takes the events for the small side of a join and builds a hash table of a
    /// million rows instead of ten thousand: measured, songplays then take twice the time. So joins run as they are written.
    /// </summary>
    public override (IReadOnlyList<string> Begin, IReadOnlyList<string> End) BuildSettings =>
        (["set disabled_optimizers = 'join_order,build_side_probe_side'"], ["set disabled_optimizers = ''"]);

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
