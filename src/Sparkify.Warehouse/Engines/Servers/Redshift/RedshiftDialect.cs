using System.Text.RegularExpressions;
using Sparkify.Warehouse.Engines.Servers.Redshift.Stage;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// Amazon Redshift's SQL. Keys are not declared: they are not enforced, and the planner would believe them before the checks have proved them.
/// Encodings are left to the engine.
/// </summary>
/// <param name="keys">Where rows lie, and in what order.</param>
/// <param name="copy">The suffix of the schemas' names where copies of the rooms are worked on; null for the rooms themselves.</param>
public sealed partial class RedshiftDialect(KeyPreset keys, string? copy = null) : Dialect
{
    /// <summary>The preset of a warehouse without chosen keys.</summary>
    public RedshiftDialect()
        : this(SparkifyWarehouse.Membership)
    {
    }

    /// <inheritdoc/>
    public override string Name => "redshift";

    /// <summary>Words that are names only when quoted (Amazon Redshift Database Developer Guide, "Reserved words").</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "aes128", "aes256", "all", "allowoverwrite", "analyse", "analyze", "and", "any", "array", "as", "asc", "authorization", "az64", "backup",
        "between", "binary", "blanksasnull", "both", "bytedict", "bzip2", "case", "cast", "check", "collate", "column", "constraint", "create",
        "credentials", "cross", "current_date", "current_time", "current_timestamp", "current_user", "current_user_id", "default", "deferrable",
        "deflate", "defrag", "delta", "delta32k", "desc", "disable", "distinct", "do", "else", "emptyasnull", "enable", "encode", "encrypt",
        "encryption", "end", "except", "explicit", "false", "for", "foreign", "freeze", "from", "full", "globaldict256", "globaldict64k", "grant",
        "group", "gzip", "having", "identity", "ignore", "ilike", "in", "initially", "inner", "intersect", "interval", "into", "is", "isnull", "join",
        "language", "leading", "left", "like", "limit", "localtime", "localtimestamp", "lun", "luns", "lzo", "lzop", "minus", "mostly16", "mostly32",
        "mostly8", "natural", "new", "not", "notnull", "null", "nulls", "off", "offline", "offset", "oid", "old", "on", "only", "open", "or", "order",
        "outer", "overlaps", "parallel", "partition", "percent", "permissions", "pivot", "placing", "primary", "raw", "readratio", "recover",
        "references", "rejectlog", "resort", "respect", "restore", "right", "select", "session_user", "similar", "snapshot", "some", "sysdate",
        "system", "table", "tag", "tdes", "text255", "text32k", "then", "timestamp", "to", "top", "trailing", "true", "truncatecolumns", "union",
        "unique", "unnest", "unpivot", "user", "using", "verbose", "wallet", "when", "where", "with", "without",
    };

    /// <summary>Where rows lie, and in what order.</summary>
    public KeyPreset Keys => keys;

    /// <inheritdoc/>
    protected override IReadOnlySet<string> ReservedWords => Reserved;

    /// <inheritdoc/>
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Double => "double precision",
        ColumnKind.Decimal => $"numeric({type.Precision}, {type.Scale})",
        ColumnKind.Text => $"varchar({TextLimit.Of(type)})",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Date => "date",
        ColumnKind.Boolean => "boolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "not a kind of column"),
    };

    /// <inheritdoc/>
    public override string SchemaOf(Room room) => room.SchemaName() + copy;

    /// <inheritdoc/>
    public override string Adapt(string script) => copy is null ? script : RoomPrefix().Replace(script, "$1" + copy + ".");

    /// <summary>There are no temporary views: the rows are kept, as a temporary table, until they are not needed any more.</summary>
    public override string CreateWorkView(string name, string query) => CreateWorkTable(name, query);

    /// <inheritdoc/>
    public override string DropWorkView(string name) => $"drop table {Identifier(name)}";

    /// <summary>Distribution and sort key of a table: "diststyle key distkey (level) sortkey (start_time)".</summary>
    public string KeysOf(Table table)
    {
        var chosen = keys[table];
        var distribution = chosen.DistributionKey is { } column
            ? $"diststyle key distkey ({Identifier(column)})"
            : $"diststyle {chosen.Style.ToString().ToLowerInvariant()}";
        return chosen.SortKey is [] ? distribution : $"{distribution} {SortKeyOf(chosen)}";
    }

    /// <summary>"sortkey (a)", "compound sortkey (a, b)".</summary>
    public string SortKeyOf(TableKeys chosen) =>
        $"{(chosen.SortKey.Count > 1 ? "compound " : "")}sortkey ({string.Join(", ", chosen.SortKey.Select(Identifier))})";

    /// <inheritdoc/>
    protected override string TableOptions(Table table) => "\n" + KeysOf(table);

    [GeneratedRegex(@"\b(frontroom|backroom)\.")]
    private static partial Regex RoomPrefix();
}
