using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify report</c>: the standard reports.</summary>
internal static class ReportCommand
{
    public static Command Build(Runner runner)
    {
        var name = new Argument<string?>("NAME") { Description = "Name of the report; without it, all reports are listed", Arity = ArgumentArity.ZeroOrOne };
        var sql = new Option<bool>("--sql") { Description = "Print the report's SQL instead of running it" };
        var result = new ResultOptions();
        var filters = new ReportFilterOptions();
        var command = new Command("report", "Prints a standard report, or lists all reports.") { name, sql };
        filters.AddTo(command);
        result.AddTo(command);
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "list all reports", "sparkify report",
            "the most played songs", "sparkify report top-songs",
            "of some days, at one level", "sparkify report top-songs --from 2018-11-05 --to 2018-11-11 --level paid",
            "the same for a spreadsheet", "sparkify report top-songs --format csv > top-songs.csv");
        runner.Attach(command, call =>
        {
            if (call.Parse.GetValue(name) is not { } wanted)
                List(call, result.Format(call));
            else if (call.Parse.GetValue(sql))
                call.Text.WriteLine(Find(wanted).WrittenWith(filters.Read(call)));
            else
                Print(call, Find(wanted), result.Format(call), result.Limit(call), KnownFilters.Complete(call, filters.Read(call, Find(wanted))));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs a report and prints it.</summary>
    public static void Print(Invocation call, Report report, ResultFormat format, int limit, ReportFilters? filters = null)
    {
        var (sql, values) = report.With(filters ?? ReportFilters.None);
        FrontroomQuery.Run(call, sql, format, limit, report, values);
    }

    static Report Find(string name) => ReportCatalog.Find(name)
        ?? throw new UsageException($"There is no report {name}.{UsageText.Meant(name, ReportCatalog.All.Select(report => report.Name))} sparkify report lists all of them.");

    static void List(Invocation call, ResultFormat format)
    {
        if (format == ResultFormat.Json)
        {
            call.WriteJson([.. ReportCatalog.All.Select(report => new ReportDocument(report.Name, report.Title, report.Question))], CliJson.Default.IReadOnlyListReportDocument);
            return;
        }
        var width = ReportCatalog.All.Max(report => report.Name.Length);
        foreach (var report in ReportCatalog.All)
            call.Text.WriteLine($"  {report.Name.PadRight(width)}  {report.Title}\n  {"".PadRight(width)}  {report.Question}");
        call.Text.WriteLine();
        call.Text.WriteLine($"Print one with: {call.Program} report NAME");
    }
}
