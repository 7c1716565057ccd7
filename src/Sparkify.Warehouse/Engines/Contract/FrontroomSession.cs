using System.Data;
using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>
/// The front room for one analyst's query among others that run in the same process: on the analysts' access, within limits, and nobody else's.
/// What is set or made in it goes with it, and it shows one publication from its first statement's begin to its end.
/// An engine derives from this what is its own.
/// </summary>
public abstract class FrontroomSession(IEngine engine, DbConnection connection) : IDisposable
{
    /// <summary>The analysts' connection, of this session alone.</summary>
    protected DbConnection Connection { get; } = connection;

    /// <summary>A command of <see cref="IFrontroom.PrepareRead"/>, whose rows come as they are made.</summary>
    public virtual DbCommand Command(string sql, params ReadOnlySpan<object?> parameters) => engine.PrepareRead(Connection, sql, parameters);

    /// <summary>Runs it, so that no row is held before its values are asked for.</summary>
    public virtual DbDataReader Read(DbCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.ExecuteReader(CommandBehavior.SequentialAccess);
    }

    /// <summary>
    /// Says of the result that a reader of this session begins approximately how many bytes a column has in its current row. To be asked in
    /// the columns' order, each before its value, since that makes an object of whatever it is.
    /// </summary>
    public abstract Func<int, long> Sizes(DbDataReader reader);

    /// <summary>What is wrong with a query, for the person who wrote it.</summary>
    public virtual QueryFault Explain(DbException cause, string sql)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new(cause.Message, null);
    }

    /// <summary>The rows of a query.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> parameters)
    {
        ArgumentNullException.ThrowIfNull(map);
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>From here on every statement sees the same publication.</summary>
    public void Begin() => Connection.Execute("begin");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the session.</summary>
    protected virtual void Dispose(bool disposing) => Connection.Dispose();
}

/// <summary>What an engine says against a query.</summary>
/// <param name="Message">In its words, without a picture of the place.</param>
/// <param name="Offset">The place in the query, in characters from 0; null when the engine names none.</param>
public sealed record QueryFault(string Message, int? Offset);
