using Sparkify.Warehouse.Results;
using Sparkify.Web.Questions;

namespace Sparkify.Web.Api;

/// <summary>The progress of a query.</summary>
sealed record QueryAnswer(
    string Id, string State, double Seconds, int Rows, IReadOnlyList<ColumnAnswer>? Columns, string? Error, int? ErrorOffset, string? CutBy);

/// <summary>A column of a result: its kind is text, integer, decimal, float, timestamp, date, boolean or nested.</summary>
sealed record ColumnAnswer(string Name, string Type, string Kind)
{
    /// <summary>The JSON form of a result's column.</summary>
    public static ColumnAnswer Of(ResultColumn column) => new(column.Name, column.Type, column.Kind.ToString().ToLowerInvariant());
}

/// <summary>The rows of one of the pages' own questions.</summary>
sealed record TableAnswer(IReadOnlyList<ColumnAnswer> Columns, IReadOnlyList<string?[]> Rows, bool IsCut, Publication? Publication, double Seconds)
{
    /// <summary>The JSON form of an answer.</summary>
    public static TableAnswer Of(Answer answer) => new([.. answer.Columns.Select(ColumnAnswer.Of)], answer.Rows, answer.IsCut, answer.Publication, answer.Seconds);
}

/// <summary>A report in the list.</summary>
sealed record ReportSummary(string Name, string Title, string Question, string? Bar, IReadOnlyList<string> Filters);

/// <summary>A report with its rows, and its SQL in a form that people can edit.</summary>
sealed record ReportAnswer(ReportSummary Report, string Sql, TableAnswer Table);

/// <summary>SQL to be opened in the editor, and the name of its tab.</summary>
sealed record NamedSqlAnswer(string Name, string Sql);

/// <summary>The values that filters can have.</summary>
sealed record FiltersAnswer(string? FirstDay, string? LastDay, IReadOnlyList<string> Levels, IReadOnlyList<string> Places);

/// <summary>How fresh the front room is; the notice says so if the latest load published nothing.</summary>
sealed record FreshnessAnswer(PublicationAnswer Publication, TableAnswer Loads, string? Notice);

/// <summary>What is published, the age of the newest event, and whether it exceeds the limit.</summary>
sealed record PublicationAnswer(Publication? Publication, double? AgeSeconds, double? StaleAfterSeconds, bool IsStale);

/// <summary>A function that a query may call.</summary>
sealed record FunctionAnswer(string Name, string Signature);
