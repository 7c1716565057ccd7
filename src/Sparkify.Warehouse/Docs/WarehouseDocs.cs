using System.Text;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Docs;

/// <summary>Bus matrix, data dictionary and lineage as Markdown, read off the declaration: the same text every time.</summary>
public static class WarehouseDocs
{
    /// <summary>The business processes and the tables in which each is measured.</summary>
    internal static IReadOnlyList<(string Process, Table Fact)> Processes { get; } =
    [
        ("Song plays", SparkifyWarehouse.SongPlays),
        ("App use", SparkifyWarehouse.PageEvents),
        ("Membership", SparkifyWarehouse.UserLevels),
    ];

    /// <summary>The whole document.</summary>
    public static string Render()
    {
        var text = new StringBuilder("""
            # The warehouse

            Made from the declaration (`src/Sparkify.Warehouse/SparkifyWarehouse.cs`); do not edit. Rules (R1–R16) are those of the product.


            """);
        WriteBusMatrix(text);
        foreach (var room in new[] { Room.Frontroom, Room.Backroom })
        {
            text.Append($"## {(room == Room.Frontroom ? "The front room: what analysts see" : "The backroom: where data is received and worked on")}\n\n");
            foreach (var table in SparkifyWarehouse.Tables.Where(table => table.Room == room))
                WriteTable(text, table);
            foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == room))
                WriteColumns(text, $"{view.FullName} (view)", view.Grain, "", view.Columns);
        }

        text.Append("## The rules that columns name\n\n");
        foreach (var (rule, sentence) in WarehouseRules.Sentences)
            text.Append($"- **{rule}** {sentence}\n");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    static void WriteBusMatrix(StringBuilder text)
    {
        var dimensions = SparkifyWarehouse.Frontroom.Where(table => table.Role == TableRole.Dimension).ToList();
        text.Append("## Bus matrix\n\nWhich business process shares which dimension.\n\n| process | fact |");
        text.AppendJoin(' ', dimensions.Select(dimension => $" {dimension.Name} |")).Append("\n|---|---|").Insert(text.Length, "---|", dimensions.Count).Append('\n');
        foreach (var (process, fact) in Processes)
        {
            text.Append($"| {process} | {fact.Name} |");
            foreach (var dimension in dimensions)
                text.Append(fact.Columns.Any(column => column.References?.Table == dimension.Name) ? " ✓ |" : " |");
            text.Append('\n');
        }

        text.Append('\n');
    }

    static void WriteTable(StringBuilder text, Table table)
    {
        var keys = table.Room == Room.Backroom ? "" : $"Distribution key: {table.DistributionKey ?? "none, the engine chooses"}. Sort key: {table.SortKey ?? "none"}.\n\n";
        WriteColumns(text, table.FullName, table.Grain, keys, table.Columns);
    }

    static void WriteColumns(StringBuilder text, string name, string grain, string keys, IReadOnlyList<Column> columns)
    {
        text.Append($"### {name}\n\nGrain: {grain}.\n\n{keys}| column | type | key | meaning | from | rule |\n|---|---|---|---|---|---|\n");
        foreach (var column in columns)
            text.Append($"| {column.Name} | {TypeName(column.Type)}{(column.IsRequired ? "" : "?")} | {KeyName(column)} | {column.Meaning} | {column.From.Source} | {column.From.Rule} |\n");
        text.Append('\n');
    }

    /// <summary>What a column is in the keys: "primary", "to users", both, or nothing.</summary>
    internal static string KeyName(Column column) => (column.IsKey, column.References) switch
    {
        (true, { } to) => $"primary, to {to.Table}",
        (true, null) => "primary",
        (false, { } to) => $"to {to.Table}",
        _ => "",
    };

    /// <summary>A column's type, the same on every engine.</summary>
    internal static string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Decimal => $"numeric({type.Precision},{type.Scale})",
        ColumnKind.Text => $"text({type.MaxBytes})",
        _ => type.Kind.ToString().ToLowerInvariant(),
    };
}
