namespace Sparkify.Warehouse.Reports;

/// <summary>The filters of a report; null for no filter. Values are passed to the engine as parameters, never as SQL.</summary>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC, inclusive.</param>
/// <param name="Level">A membership level.</param>
/// <param name="Place">The listeners' location, as in the log.</param>
public sealed record ReportFilters(DateOnly? From = null, DateOnly? To = null, string? Level = null, string? Place = null)
{
    /// <summary>Everything.</summary>
    public static readonly ReportFilters None = new();

    /// <summary>The names that a report's <c>-- given NAME: …</c> lines may have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["from", "to", "level", "place"];

    /// <summary>The value of a filter; null for no filter. "to" gives the first instant after the last day.</summary>
    public object? this[string name] => name switch
    {
        "from" => From?.ToDateTime(TimeOnly.MinValue),
        "to" => To is { } last && last < DateOnly.MaxValue ? last.AddDays(1).ToDateTime(TimeOnly.MinValue) : null,
        "level" => Level,
        "place" => Place,
        _ => throw new ArgumentException($"There is no filter {name}. Expected one of {string.Join(", ", Names)}.", nameof(name)),
    };
}
