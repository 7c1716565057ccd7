using Microsoft.Extensions.Logging;

namespace Sparkify.Web.Logging;

/// <summary>Every message of the log of <c>serve</c>, for its operator. None contains a password, a token or a query string.</summary>
static partial class ServeLog
{
    [LoggerMessage(1, LogLevel.Information, "Listening at {Address}")]
    public static partial void Listening(this ILogger logger, string address);

    [LoggerMessage(2, LogLevel.Information, "Stopping")]
    public static partial void Stopping(this ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "Some requests or queries did not end within {Seconds} seconds; the server ends without them")]
    public static partial void StoppedUnfinished(this ILogger logger, double seconds);

    [LoggerMessage(4, LogLevel.Information, "Removed {Folder}, left behind by a server that was killed")]
    public static partial void LeftoversRemoved(this ILogger logger, string folder);

    [LoggerMessage(5, LogLevel.Warning, "The folder {Folder}, left behind by a server that was killed, cannot be removed: {Reason}")]
    public static partial void LeftoversStay(this ILogger logger, string folder, string reason);

    [LoggerMessage(10, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception error, string method, string path);

    [LoggerMessage(11, LogLevel.Error, "{Method} {Path} could not be answered: {Reason}")]
    public static partial void RequestUnavailable(this ILogger logger, string method, string path, string reason);

    [LoggerMessage(12, LogLevel.Information, "{Method} {Path} refused: {Reason}")]
    public static partial void RequestRefused(this ILogger logger, string method, string path, string reason);

    [LoggerMessage(20, LogLevel.Information, "{Person} signed in from {From}")]
    public static partial void SignedIn(this ILogger logger, string person, string from);

    [LoggerMessage(21, LogLevel.Warning, "A sign-in from {From} was refused")]
    public static partial void SignInRefused(this ILogger logger, string from);

    [LoggerMessage(22, LogLevel.Warning, "The password of {Person} is hashed with fewer rounds than today's. Renew it with: sparkify serve --users FILE --add-user {Person}")]
    public static partial void OldHash(this ILogger logger, string person);

    [LoggerMessage(23, LogLevel.Information, "The session of {Person} ended, since the users file has changed")]
    public static partial void SessionRevoked(this ILogger logger, string person);

    [LoggerMessage(30, LogLevel.Error, "The audit log cannot be written, so requests are refused: {Reason}")]
    public static partial void AuditFailed(this ILogger logger, string reason);

    [LoggerMessage(31, LogLevel.Error, "The audit log has reached its limit for today, so requests of {Person} are refused")]
    public static partial void AuditDayFull(this ILogger logger, string person);

    [LoggerMessage(32, LogLevel.Information, "Removed the old audit file {File}")]
    public static partial void AuditFileRemoved(this ILogger logger, string file);

    [LoggerMessage(40, LogLevel.Warning, "An address has {Count} open connections, the most that one may have; its oldest idle one was closed")]
    public static partial void ConnectionEvicted(this ILogger logger, int count);

    [LoggerMessage(50, LogLevel.Error, "A query cannot be run: {Reason}")]
    public static partial void QueryUnavailable(this ILogger logger, string reason);

    [LoggerMessage(52, LogLevel.Warning, "A process for the next query cannot be started ahead: {Reason}")]
    public static partial void WorkerNotReplaced(this ILogger logger, string reason);
}
