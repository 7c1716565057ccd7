using Microsoft.Extensions.Logging;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Logging;

/// <summary>Writes how a run went to its log.</summary>
static class LoggedReports
{
    /// <summary>The result of a load, and whatever a person should know of it.</summary>
    public static void Write(ILogger log, LoadReport report)
    {
        foreach (var failure in report.Failures)
            log.FileNotRead(failure.File, failure.Error);
        if (LoadAccount.IsPassingOver(report))
            foreach (var files in report.PassedOver)
                log.PassedOver(files.Files, files.Source, PassedOver.Reason(files), string.Join(", ", files.First));
        foreach (var warning in report.Warnings)
            log.Warned(warning);
        var (counts, rows) = (report.Files, report.Rows);
        if (report.Published)
            log.LoadPublished(
                report.LoadId, report.Seconds, counts.Taken, counts.Skipped, counts.Failed,
                rows.Read, rows.Accepted, rows.Duplicate, rows.Rejected, rows.Corrected, rows.Repaired);
        else
            log.NothingPublished(report.LoadId, report.Seconds, counts.Skipped, counts.Failed);
    }

    /// <summary>The result of a withdrawal.</summary>
    public static void Write(ILogger log, WithdrawalReport report)
    {
        if (report.Files.Withdrawn > 0)
            log.WithdrawalPublished(report.LoadId, report.Seconds, report.Files.Withdrawn, report.Rows.Left);
        else
            log.NothingWithdrawn(report.LoadId, report.Seconds);
    }

    /// <summary>The checks that failed, or that none did.</summary>
    public static void Write(ILogger log, IReadOnlyList<CheckResult> results)
    {
        var failed = results.Where(result => !result.Passed).ToList();
        foreach (var result in failed)
            log.CheckFailed(result.Check.Name, result.Describe().TrimEnd());
        if (failed is [])
            log.ChecksPassed(results.Count);
    }
}
