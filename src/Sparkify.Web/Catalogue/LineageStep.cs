using Sparkify.Warehouse;
using Sparkify.Warehouse.Model;

namespace Sparkify.Web.Catalogue;

/// <summary>One arrow of the lineage diagram.</summary>
/// <param name="From">"events: ts", a source's field; or a column, "staging_events.ts".</param>
/// <param name="To">A column: "songplays.start_time".</param>
/// <param name="Rule">The rule that makes it, "R10"; null for a plain copy.</param>
sealed record LineageStep(string From, string To, string? Rule)
{
    /// <summary>Every arrow that leads to a table's columns, back to the fields of the sources.</summary>
    public static IReadOnlyList<LineageStep> Into(string table, IEnumerable<Column> columns)
    {
        var steps = new List<LineageStep>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
            Follow(table, column, steps, seen);
        return steps;
    }

    static void Follow(string table, Column column, List<LineageStep> steps, HashSet<string> seen)
    {
        var to = $"{table}.{column.Name}";
        if (!seen.Add(to))
            return;
        var within = table;
        foreach (var part in column.From.Source.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var (from, source) = Origin(part, ref within);
            steps.Add(new(from, to, column.From.Rule));
            if (source is { } next)
                Follow(next.Table, next.Column, steps, seen);
        }
    }

    // "events $['ts']", "staging_events.ts", "staging_events", or a column of the table named last.
    static (string From, (string Table, Column Column)? Source) Origin(string part, ref string within)
    {
        if (part.Split(" $['") is [var feed, var field])
            return ($"{feed}: {field.TrimEnd('\'', ']')}", null);
        if (part.Split('.') is [var table, var name])
            return Origin(within = table, name);
        if (ColumnsOf(part) is not null)
            return (within = part, null);
        return Origin(within, part);
    }

    static (string From, (string Table, Column Column)? Source) Origin(string table, string name) =>
        ColumnsOf(table)?.FirstOrDefault(column => column.Name == name) is { } column ? ($"{table}.{name}", (table, column)) : ($"{table}.{name}", null);

    static IReadOnlyList<Column>? ColumnsOf(string table) =>
        SparkifyWarehouse.Find(table)?.Columns ?? SparkifyWarehouse.Views.FirstOrDefault(view => view.Name == table)?.Columns;
}
