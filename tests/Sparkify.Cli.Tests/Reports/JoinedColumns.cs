using System.Text.Json;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Cli.Tests.Reports;

/// <summary>
/// The columns of front-room tables that a parsed select joins on, through its common tables, unions and aliases. A join with a table of one row
/// (a cross join) moves nothing worth counting and is left out; a form of join that is not understood is an error.
/// </summary>
internal sealed class JoinedColumns
{
    readonly Dictionary<string, JsonElement> commonTables = new(StringComparer.Ordinal);
    readonly List<ReportJoin> found = [];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<ReportJoin> Of(JsonElement select)
    {
        var joins = new JoinedColumns();
        joins.Visit(select);
        return [.. joins.found.Distinct()];
    }

    void Visit(JsonElement node)
    {
        foreach (var entry in Get(node, "cte_map", "map")?.EnumerateArray() ?? [])
        {
            var query = entry.GetProperty("value").GetProperty("query").GetProperty("node");
            Visit(query);
            commonTables[entry.GetProperty("key").GetString()!] = query;
        }
        foreach (var part in (string[])["select_list", "where_clause", "having"])
            if (Get(node, part) is { } expression && Holds(expression, "SUBQUERY"))
                throw new NotSupportedException("A subquery in an expression may be a join: " + expression);
        if (node.GetProperty("type").GetString() == "SET_OPERATION_NODE")
            foreach (var side in Sides(node))
                Visit(side);
        else if (Get(node, "from_table") is { } from)
            Join(from);
    }

    /// <summary>Visits a from clause; returns its tables by their aliases.</summary>
    Dictionary<string, JsonElement> Join(JsonElement from)
    {
        switch (from.GetProperty("type").GetString())
        {
            case "BASE_TABLE":
                return new(StringComparer.Ordinal) { [Alias(from)] = from };
            case "SUBQUERY":
                var query = from.GetProperty("subquery").GetProperty("node");
                Visit(query);
                return new(StringComparer.Ordinal) { [Alias(from)] = query };
            case "EMPTY":
                return [];
            case "JOIN":
                var tables = Join(from.GetProperty("left")).Concat(Join(from.GetProperty("right"))).ToDictionary();
                Judge(from, tables);
                return tables;
            default:
                throw new NotSupportedException("Not a known kind of table: " + from);
        }
    }

    void Judge(JsonElement join, Dictionary<string, JsonElement> tables)
    {
        if (join.GetProperty("ref_type").GetString() == "CROSS" && IsOneRow(join.GetProperty("right")))
            return;
        if (Get(join, "condition") is not { } condition)
            throw new NotSupportedException("A join without a condition: " + join);
        var before = found.Count;
        foreach (var equality in condition.GetProperty("type").GetString() == "CONJUNCTION_AND" ? condition.GetProperty("children").EnumerateArray().ToList() : [condition])
            if (equality.GetProperty("type").GetString() == "COMPARE_EQUAL")
                found.AddRange(
                    from left in Origins(equality.GetProperty("left"), tables)
                    from right in Origins(equality.GetProperty("right"), tables)
                    select new ReportJoin(left.Table, left.Column, right.Table, right.Column));
        if (found.Count == before)
            throw new NotSupportedException("A join on no column of a table: " + join);
    }

    /// <summary>The columns of tables that an expression is, one each side of a union; none when it is computed.</summary>
    IEnumerable<(string Table, string Column)> Origins(JsonElement expression, Dictionary<string, JsonElement> tables)
    {
        if (expression.GetProperty("type").GetString() != "COLUMN_REF")
            return [];
        var names = expression.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!).ToList();
        return names is [var alias, var column] ? Origins(tables[alias], column)
            : tables.Count == 1 ? Origins(tables.Values.Single(), names[^1])
            : throw new NotSupportedException("A column without its table's name: " + expression);
    }

    IEnumerable<(string Table, string Column)> Origins(JsonElement table, string column)
    {
        switch (table.GetProperty("type").GetString())
        {
            case "BASE_TABLE":
                var name = table.GetProperty("table_name").GetString()!;
                return commonTables.TryGetValue(name, out var query) ? Origins(query, column) : [(name, column)];
            case "SET_OPERATION_NODE":
                // Columns of a union go by their place; its names are those of its first side.
                var sides = Sides(table);
                var place = sides[0].GetProperty("select_list").EnumerateArray().TakeWhile(item => NameOf(item) != column).Count();
                return sides.SelectMany(side => OfSelect(side, side.GetProperty("select_list")[place]));
            default:
                return table.GetProperty("select_list").EnumerateArray().Where(item => NameOf(item) == column).SelectMany(item => OfSelect(table, item));
        }
    }

    IEnumerable<(string Table, string Column)> OfSelect(JsonElement select, JsonElement expression) => Origins(expression, Join(select.GetProperty("from_table")));

    /// <summary>Whether a table is a common one that aggregates without groups.</summary>
    bool IsOneRow(JsonElement table) =>
        Get(table, "table_name") is { } name && commonTables.TryGetValue(name.GetString()!, out var query)
        && (Get(query, "group_expressions") is not { } groups || groups.GetArrayLength() == 0)
        && query.GetProperty("select_list").EnumerateArray().All(item => item.GetProperty("type").GetString() == "FUNCTION" && item.GetProperty("function_name").GetString() is "max" or "min" or "count");

    static List<JsonElement> Sides(JsonElement union) =>
        Get(union, "children") is { } children ? [.. children.EnumerateArray()] : [union.GetProperty("left"), union.GetProperty("right")];

    static string NameOf(JsonElement item) => Get(item, "alias")?.GetString() is { Length: > 0 } alias ? alias
        : Get(item, "column_names") is { } names ? names.EnumerateArray().Last().GetString()! : "";

    static string Alias(JsonElement table) => Get(table, "alias")?.GetString() is { Length: > 0 } alias ? alias : table.GetProperty("table_name").GetString()!;

    static bool Holds(JsonElement element, string kind) => element.ValueKind switch
    {
        JsonValueKind.Object => (element.TryGetProperty("class", out var of) && of.GetString() == kind) || element.EnumerateObject().Any(member => Holds(member.Value, kind)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Holds(item, kind)),
        _ => false,
    };

    static JsonElement? Get(JsonElement element, params string[] path)
    {
        foreach (var name in path)
            if (!element.TryGetProperty(name, out element) || element.ValueKind == JsonValueKind.Null)
                return null;
        return element;
    }
}
