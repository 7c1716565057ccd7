using System.Text;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Docs;

/// <summary>Bus matrix, data dictionary and lineage as Markdown, rendered from the declaration; always the same text.</summary>
public static class WarehouseDocs
{
    /// <summary>The business processes and the fact table of each.</summary>
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

            Generated from the declaration (`src/Sparkify.Warehouse/SparkifyWarehouse.cs`); do not edit. The rules that columns name are at the end.


            """);
        WriteBusMatrix(text);
        WriteKeys(text);
        foreach (var room in new[] { Room.Frontroom, Room.Backroom })
        {
            text.Append($"## {(room == Room.Frontroom ? "The front room: what analysts see" : "The backroom: where data is received and worked on")}\n\n");
            foreach (var table in SparkifyWarehouse.Tables.Where(table => table.Room == room))
                WriteColumns(text, table.FullName, table.Grain, table.Columns);
            foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == room))
                WriteColumns(text, $"{view.FullName} (view)", view.Grain, view.Columns);
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

    static void WriteKeys(StringBuilder text)
    {
        text.Append("## Distribution and sort keys\n\nOn an engine with many slices, by preset; `sparkify keys` measures them ([keys.md](keys.md)). Other engines ignore them.\n\n");
        foreach (var preset in SparkifyWarehouse.KeyPresets)
            text.Append($"- `{preset.Name}`: {preset.Purpose}.{(preset == SparkifyWarehouse.KeyPresets[0] ? " The default." : "")}\n");
        text.Append("\n| table |").AppendJoin(' ', SparkifyWarehouse.KeyPresets.Select(preset => $" {preset.Name}: distribution | sort key |"))
            .Append("\n|---|").Insert(text.Length, "---|---|", SparkifyWarehouse.KeyPresets.Count).Append('\n');
        foreach (var table in SparkifyWarehouse.Frontroom.Concat(SparkifyWarehouse.Backroom))
            text.Append($"| {table.FullName} |").AppendJoin(' ', SparkifyWarehouse.KeyPresets.Select(preset => KeysOf(preset[table]))).Append('\n');
        text.Append('\n');
    }

    static string KeysOf(TableKeys keys) => $" {keys.Distribution} | {(keys.SortKey is [] ? "–" : string.Join(", ", keys.SortKey))} |";

    static void WriteColumns(StringBuilder text, string name, string grain, IReadOnlyList<Column> columns)
    {
        text.Append($"### {name}\n\nGrain: {grain}.\n\n| column | type | key | meaning | from | rule |\n|---|---|---|---|---|---|\n");
        foreach (var column in columns)
            text.Append($"| {column.Name} | {TypeName(column.Type)}{(column.IsRequired ? "" : "?")} | {KeyName(column)} | {column.Description} | {column.From.Source} | {column.From.Rule} |\n");
        text.Append('\n');
    }

    /// <summary>The role of a column in the keys: "primary", "to users", both, or none.</summary>
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
