using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>The front room of a target, and what analysts' SQL can do there.</summary>
public interface IFrontroom
{
    /// <summary>How the engine spells what the declaration says.</summary>
    Dialect Dialect { get; }

    /// <summary>The target as people write it, without secrets.</summary>
    string Target { get; }

    /// <summary>Whether there is a warehouse at the target.</summary>
    bool Exists { get; }

    /// <summary>Opens the front room alone, on the analysts' access and within limits.</summary>
    DbConnection OpenFrontroom(QueryLimits limits);

    /// <summary>Opens it for one query among others of the same process, none of which notices another.</summary>
    FrontroomSession OpenSession(QueryLimits limits);

    /// <summary>
    /// The only way to run SQL on a connection to the front room: returns a command that reads. A
    /// <see cref="QueryRefusedException"/> or the engine's own error says why there is none: before anything runs, a text is refused that is empty, has
    /// more than one statement, or is anything but a query or the EXPLAIN of one. Parameters are positional, written <c>$1</c>, <c>$2</c>, …
    /// </summary>
    DbCommand PrepareRead(DbConnection frontroom, string sql, params ReadOnlySpan<object?> parameters)
    {
        ArgumentNullException.ThrowIfNull(frontroom);
        return string.IsNullOrWhiteSpace(sql) ? throw QueryRefusedException.Empty() : frontroom.Prepare(sql, parameters);
    }

    /// <summary>The engine's error for an analyst's SQL, without anything about the machine.</summary>
    string Describe(DbException cause, string sql)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause.Message;
    }

    /// <summary>
    /// Stops a query that runs on a connection of <see cref="OpenFrontroom"/>, from another thread. The caller repeats it until the query has ended,
    /// since an engine may lose a call that comes between two of its steps.
    /// </summary>
    void Interrupt(DbCommand query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Cancel();
    }

    /// <summary>A text that differs after each publish; null if finding it would take a query.</summary>
    string? PublicationTag => null;

    /// <summary>Whether queries run inside the calling process, and not in a server.</summary>
    bool WorksInProcess => false;

    /// <summary>
    /// What the latest load told analysts if it published nothing; null once a load publishes. Read with the analysts' access. See
    /// <see cref="ILoadSession.Announce"/>.
    /// </summary>
    string? ReadNotice() => null;

    /// <summary>A query of the front room for completion: the functions that can be called, columns <c>name</c> and <c>signature</c>, one row a name; null when the engine cannot say.</summary>
    string? FunctionsSql => null;
}
