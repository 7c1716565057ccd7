using System.Data.Common;
using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Logging;

namespace Sparkify.Web.Queries;

/// <summary>Runs queries in this process, each on a session of its own.</summary>
sealed class QueryExecution(IEngine engine, QueryLimits limits, ResultLimits result, TimeProvider clock, ILogger? logger = null) : IQueryRunner
{
    /// <inheritdoc/>
    public QueryFault? Run(string sql, IResultSink sink, CancellationToken stop)
    {
        FrontroomSession? session = null;
        try
        {
            session = engine.OpenSession(limits);
            using var command = session.Command(sql);
            using var interrupter = new Interrupter(engine, command, clock, stop);
            Spool(session, command, sink, stop);
            return null;
        }
        catch (DbException error) when (session is not null)
        {
            return session.Explain(error, sql);
        }
        catch (OutOfMemoryException)
        {
            return new("There is no memory left for this query beside the others. Ask for less, or try again in a moment.", null);
        }
        // A query can make an engine's client throw what it likes; whatever it is, it ends this query and nothing else.
        catch (Exception error) when (session is not null)
        {
            return new(error.Message, null);
        }
        catch (Exception error)
        {
            // Where the front room is and why it cannot be read is for whoever runs the server. A worker has no log, and the server's standard error.
            if (logger is not null)
                logger.FrontroomUnavailable(error.Message);
            else
                Console.Error.WriteLine($"sparkify: the front room cannot be opened for a query: {error.Message}");
            return new("The front room cannot be opened just now. Whoever runs sparkify serve finds the reason in its log.", null);
        }
        finally
        {
            session?.Dispose();
        }
    }

    void Spool(FrontroomSession session, DbCommand command, IResultSink sink, CancellationToken stop)
    {
        using var reader = session.Read(command);
        do
        {
            if (reader.FieldCount > 0)
                Spool(session, reader, sink, stop);
        }
        while (reader.NextResult());
        stop.ThrowIfCancellationRequested();
    }

    void Spool(FrontroomSession session, DbDataReader reader, IResultSink sink, CancellationToken stop)
    {
        var columns = ResultColumn.Of(reader);
        sink.Open(columns);
        using var rows = new RowEncoder(columns, sink);
        var sizes = session.Sizes(reader);
        var shown = clock.GetTimestamp();
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (rows.Rows == result.Rows || rows.Bytes > result.Bytes)
            {
                sink.Cut(rows.Rows == result.Rows
                    ? $"Result truncated at {result.Rows:N0} rows."
                    : $"Result truncated at {result.Bytes >> 20:N0} MiB.");
                break;
            }
            rows.Add(reader, sizes, result.RowBytes);
            if (rows.Rows % 256 == 0 && clock.GetElapsedTime(shown).TotalMilliseconds > 200)
            {
                rows.Flush();
                shown = clock.GetTimestamp();
            }
        }
        rows.Flush();
    }
}
