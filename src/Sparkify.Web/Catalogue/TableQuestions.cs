using Sparkify.Warehouse;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Web.Questions;

namespace Sparkify.Web.Catalogue;

/// <summary>The catalogue's questions about a table's rows, rendered from the declaration, like its DDL.</summary>
sealed record TableQuestions(Question Sample, Question Profile)
{
    /// <summary>The questions about a table or view of the front room; null if there is none with this name.</summary>
    public static TableQuestions? Of(string name, Dialect dialect)
    {
        if (SparkifyWarehouse.Frontroom.FirstOrDefault(table => table.Name == name) is { } table)
            return Of(name, table.Columns, dialect);
        return SparkifyWarehouse.Views.FirstOrDefault(view => view.Room == Room.Frontroom && view.Name == name) is { } view ? Of(name, view.Columns, dialect) : null;
    }

    static TableQuestions Of(string name, IReadOnlyList<Column> columns, Dialect dialect)
    {
        var table = dialect.Identifier(Room.Frontroom, name);
        var profile = string.Join(",\n", columns.Select((column, i) => Figures(dialect.Identifier(column.Name), column.Type.Kind, i)));
        return new(

            new($"sample {name}", $"select * from {table} limit 8"),
            new($"profile {name}", $"select\n    count(*) as row_count,\n{profile}\nfrom {table}"));
    }

    // Not every engine orders boolean values.
    static string Figures(string column, ColumnKind kind, int number)
    {
        var range = kind == ColumnKind.Boolean ? $"case when {column} then 'true' else 'false' end" : column;
        return $"    count({column}) as known_{number}, count(distinct {column}) as distinct_{number}, min({range}) as least_{number}, max({range}) as most_{number}";
    }
}
