using Microsoft.Extensions.Logging;

namespace Sparkify.Cli.Logging;

/// <summary>Every message of the log of <c>etl</c>, <c>withdraw</c> and <c>check</c>; numbers below 100 are those of <c>serve</c>. None holds a secret.</summary>
static partial class LoadLog
{
    [LoggerMessage(100, LogLevel.Information, "Load into {Target} started; events from {Logs}, songs from {Songs}")]
    public static partial void LoadStarted(this ILogger logger, string target, string logs, string songs);

    [LoggerMessage(101, LogLevel.Information, "Withdrawal from {Target} started")]
    public static partial void WithdrawalStarted(this ILogger logger, string target);

    [LoggerMessage(102, LogLevel.Information, "Checks of {Target} started")]
    public static partial void ChecksStarted(this ILogger logger, string target);

    [LoggerMessage(110, LogLevel.Information, "Step {Step} of {Steps}: {Doing}")]
    public static partial void StepStarted(this ILogger logger, int step, int steps, string doing);

    [LoggerMessage(111, LogLevel.Debug, "Phase {Phase} took {Seconds:0.000} s")]
    public static partial void PhaseEnded(this ILogger logger, string phase, double seconds);

    [LoggerMessage(112, LogLevel.Information, "{Phase}: {Percent} % of {TotalBytes} bytes, {Rows} rows, {Seconds:0.0} s")]
    public static partial void Progress(this ILogger logger, string phase, long percent, long totalBytes, long rows, double seconds);

    [LoggerMessage(113, LogLevel.Information, "Load {LoadId} was stopped before its publish and is published first")]
    public static partial void Recovering(this ILogger logger, long loadId);

    [LoggerMessage(120, LogLevel.Information,
        "Load {LoadId} published in {Seconds:0.0} s: files: {FilesTaken} taken, {FilesSkipped} skipped, {FilesFailed} failed; "
        + "rows: {RowsRead} read = {RowsAccepted} accepted + {RowsDuplicate} duplicate + {RowsRejected} rejected; {RowsCorrected} corrected, {RowsRepaired} repaired")]
    public static partial void LoadPublished(
        this ILogger logger, long? loadId, double seconds, long filesTaken, long filesSkipped, long filesFailed,
        long rowsRead, long rowsAccepted, long rowsDuplicate, long rowsRejected, long rowsCorrected, long rowsRepaired);

    [LoggerMessage(121, LogLevel.Information, "Nothing was published in {Seconds:0.0} s, the front room shows load {LoadId}; files: {FilesSkipped} skipped, {FilesFailed} failed")]
    public static partial void NothingPublished(this ILogger logger, long? loadId, double seconds, long filesSkipped, long filesFailed);

    [LoggerMessage(122, LogLevel.Information, "Load {LoadId} published in {Seconds:0.0} s: {FilesWithdrawn} file(s) withdrawn with {RowsLeft} row(s)")]
    public static partial void WithdrawalPublished(this ILogger logger, long? loadId, double seconds, long filesWithdrawn, long rowsLeft);

    [LoggerMessage(123, LogLevel.Information, "There was nothing to withdraw; the front room shows load {LoadId} ({Seconds:0.0} s)")]
    public static partial void NothingWithdrawn(this ILogger logger, long? loadId, double seconds);

    [LoggerMessage(124, LogLevel.Information, "All {Checks} checks passed")]
    public static partial void ChecksPassed(this ILogger logger, int checks);

    [LoggerMessage(130, LogLevel.Warning, "{File} was not read: {Reason}")]
    public static partial void FileNotRead(this ILogger logger, string file, string reason);

    [LoggerMessage(131, LogLevel.Warning, "Passed over {Files} file(s) of {Source}, {Reason}; the first: {First}")]
    public static partial void PassedOver(this ILogger logger, long files, string source, string reason, string first);

    [LoggerMessage(132, LogLevel.Warning, "{Warning}")]
    public static partial void Warned(this ILogger logger, string warning);

    [LoggerMessage(140, LogLevel.Error, "Check {Check} failed: {Findings}")]
    public static partial void CheckFailed(this ILogger logger, string check, string findings);

    [LoggerMessage(141, LogLevel.Error, "{Command} ended with exit code {ExitCode}: {Reason}")]
    public static partial void Ended(this ILogger logger, string command, int exitCode, string reason);
}
