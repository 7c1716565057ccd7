namespace Sparkify.Warehouse.Errors;

/// <summary>How a command ended.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It failed.</summary>
    Failed = 1,

    /// <summary>It was called wrongly.</summary>
    WrongUsage = 2,

    /// <summary>Checks or the reject limit stopped the publish, or it was published without files that failed.</summary>
    NotClean = 3,

    /// <summary>Another load holds the warehouse.</summary>
    Busy = 4,

    /// <summary>Interrupted by a signal.</summary>
    Interrupted = 130,

    /// <summary>The program that read standard output has ended, such as head: as if SIGPIPE had ended this one.</summary>
    ReaderGone = 141,
}

/// <summary>An error that a person can act on. Its message says what, where, found, expected and what to do, and no secret (R14).</summary>
public class WarehouseException(string message, ExitCode exitCode = ExitCode.Failed, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The exit code of the command that meets it.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}

/// <summary>The command or its configuration is wrong (exit code 2).</summary>
public sealed class UsageException(string message) : WarehouseException(message, ExitCode.WrongUsage);

/// <summary>There is no warehouse at the target yet.</summary>
public sealed class WarehouseMissingException(string target) : WarehouseException(
    $"There is no warehouse at {target}. Load one with etl, or name another --target.");

/// <summary>The backroom cannot be read: it is another user's, missing or damaged. The front room may be there all the same.</summary>
public sealed class BackroomUnavailableException(string message, Exception? cause = null) : WarehouseException(message, cause: cause);

/// <summary>Another load holds the warehouse (exit code 4).</summary>
public sealed class WarehouseBusyException(string target, WarehouseOwner? owner) : WarehouseException(
    $"The warehouse {target} is busy: a load is running ({owner?.ToString() ?? "by an unknown process"}). Wait until it ends, or stop that process.",
    ExitCode.Busy)
{
    /// <summary>Who holds it, where that is known.</summary>
    public WarehouseOwner? Owner { get; } = owner;
}
