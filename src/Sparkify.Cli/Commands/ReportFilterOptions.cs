using System.CommandLine;
using System.Globalization;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Cli.Commands;

/// <summary>What a report is to be narrowed down to: --from, --to, --level, --place.</summary>
internal sealed class ReportFilterOptions
{
    readonly Option<string?> from = new("--from") { HelpName = "DAY", Description = "First day, such as 2018-11-01 (UTC)" };
    readonly Option<string?> to = new("--to") { HelpName = "DAY", Description = "Last day, included" };
    readonly Option<string?> level = new("--level") { HelpName = "LEVEL", Description = "Only listeners at this membership level, such as free or paid" };
    readonly Option<string?> place = new("--place") { HelpName = "PLACE", Description = "Only listeners in this place; a part of the name is enough if only one place has it" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option<string?>>)[from, to, level, place])
            command.Add(option);
    }

    /// <summary>What they say; a <see cref="UsageException"/> names one that is invalid, or that the report does not have.</summary>
    public ReportFilters Read(Invocation call, Report? report = null)
    {
        var filters = new ReportFilters(Day(call, from), Day(call, to), call.Parse.GetValue(level), call.Parse.GetValue(place));
        if (filters is { From: { } first, To: { } last } && first > last)
            throw new UsageException($"--from {first:yyyy-MM-dd} is after --to {last:yyyy-MM-dd}. Expected a first day and a last one.");
        if (report is not null && ReportFilters.Names.FirstOrDefault(name => filters[name] is not null && !report.Filters.Contains(name)) is { } unknown)
            throw new UsageException($"The report {report.Name} has no filter --{unknown}. Expected none, or some of {string.Join(", ", report.Filters.Select(name => "--" + name))}.");
        return filters;
    }

    static DateOnly? Day(Invocation call, Option<string?> option) => call.Parse.GetValue(option) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"{option.Name} is \"{text}\". Expected a day, such as 2018-11-30.");
}
