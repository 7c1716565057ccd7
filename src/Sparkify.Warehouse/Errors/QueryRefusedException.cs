namespace Sparkify.Warehouse.Errors;

/// <summary>The text of a query is not allowed to run on the front room. Nothing of it has run.</summary>
public sealed class QueryRefusedException : WarehouseException
{
    QueryRefusedException(string message, ExitCode exitCode = ExitCode.Failed)
        : base(message, exitCode)
    {
    }

    /// <summary>There is no statement in it.</summary>
    public static QueryRefusedException Empty() =>
        new("The query is empty. Expected SQL, such as: select count(*) from frontroom.songplays", ExitCode.WrongUsage);

    /// <summary>There is more than one statement in it, of which only one result could be shown.</summary>
    public static QueryRefusedException Several(int statements) => new($"This text has {statements} statements. Run one at a time.");

    /// <summary>It is no query.</summary>
    /// <param name="what">What it is, in capitals, such as COPY.</param>
    public static QueryRefusedException NoQuery(string what) => new($"{what} is refused: only a query, or EXPLAIN of a query, can run here.");

    /// <summary>It cannot be told for certain what would run.</summary>
    /// <param name="why">What makes it unclear.</param>
    public static QueryRefusedException Unclear(string why) => new($"The query is refused, because it cannot be parsed with certainty: {why}.");

    /// <summary>It reads a system view that is closed to analysts.</summary>
    public static QueryRefusedException ClosedView(string view) =>
        new($"The view {view} is not available here: it shows settings or files of the machine. To list the tables: show tables");

    /// <summary>It calls a function that is closed to analysts.</summary>
    public static QueryRefusedException Closed(string function) =>
        new($"The function {function} is not available here: queries can read the front room, but not files, settings or the engine's logs.");

    /// <summary>It calls a function that a server does not promise to change nothing.</summary>
    public static QueryRefusedException Acts(string function) =>
        new($"The function {function} is not available here: the server calls it volatile, which means that it may change something. Queries can only read.");
}
