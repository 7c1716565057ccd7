using System.Collections.Concurrent;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>
/// How a table with repeating texts is stored (decision 14): its rows have numbers in place of the texts, another table per group has each
/// combination of texts once with its number, and a view of the declared name shows the rows as they came. To write a text costs this engine ten
/// times what a number costs it, and to look up the text of a number next to nothing.
/// </summary>
sealed class DuckDbStoredTable
{
    static readonly ConcurrentDictionary<Table, DuckDbStoredTable?> Known = new();

    readonly Table table;

    DuckDbStoredTable(Table table)
    {
        this.table = table;
        Groups = [.. table.Columns.Where(column => column.RepeatingGroup is not null).GroupBy(column => column.RepeatingGroup!).Select(group => new RepeatingTexts(table, group.Key, [.. group]))];
        Rows = new Table(table.Room, $"{table.Name}_rows", table.Role, $"{table.Grain}, with numbers in place of texts that repeat", [.. Kept, .. Groups.Select(group => group.Number)]);
    }

    /// <summary>The rows: the columns that do not repeat, then one number per group.</summary>
    public Table Rows { get; }

    /// <summary>The groups of texts, in the order of their numbers.</summary>
    public IReadOnlyList<RepeatingTexts> Groups { get; }

    /// <summary>The declared columns that the rows have themselves.</summary>
    public IEnumerable<Column> Kept => table.Columns.Where(column => column.RepeatingGroup is null);

    /// <summary>The select of the view. All its joins find exactly one row.</summary>
    public string View
    {
        get
        {
            var columns = table.Columns.Select(column => $"    {column.RepeatingGroup ?? "rows"}.{column.Name}");
            var joins = Groups.Select(group => $"join {group.Texts.FullName} as {group.Name} on {group.Name}.{group.Number.Name} = rows.{group.Number.Name}");
            return $"select\n{string.Join(",\n", columns)}\nfrom {Rows.FullName} as rows\n{string.Join('\n', joins)}";
        }
    }

    /// <summary>How a declared table is stored; null if as it is declared.</summary>
    public static DuckDbStoredTable? Of(Table table) =>
        Known.GetOrAdd(table, static table => table.Columns.Any(column => column.RepeatingGroup is not null) ? new DuckDbStoredTable(table) : null);
}

/// <summary>A group of columns whose texts are kept in a table of their own.</summary>
sealed class RepeatingTexts
{
    public RepeatingTexts(Table table, string name, IReadOnlyList<Column> columns)
    {
        (Name, Columns) = (name, columns);
        Number = new Column($"{name}_number", ColumnType.Int, $"Number of its {string.Join(", ", columns.Select(column => column.Name))}").Required();
        Texts = new Table(table.Room, $"{table.Name}_{name}", table.Role, $"one row per combination of texts in {table.Name}, or a few", [Number, .. columns.Select(column => column with { RepeatingGroup = null })]);
    }

    /// <summary>The group's name.</summary>
    public string Name { get; }

    /// <summary>The declared columns.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column with the number, in both tables.</summary>
    public Column Number { get; }

    /// <summary>The number of each combination, then its texts.</summary>
    public Table Texts { get; }
}
