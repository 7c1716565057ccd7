using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Http;

namespace Sparkify.Web.Queries;

/// <summary>Runs queries in this process, with one session per job.</summary>
sealed class QueryExecution(IFrontroom engine, TimeProvider clock) : IQueryExecutor
{
    /// <inheritdoc/>
    public QueryFault? Run(QueryJob job, IResultSink sink, CancellationToken stop)
    {
        try
        {
            using var session = Open(job.Limits);
            return Run(session, job, sink, stop);
        }
        catch (OutOfMemoryException)
        {
            return new("Other queries use the memory that this query needs. Try again in a moment, or ask for less.", null);
        }
    }

    FrontroomSession Open(QueryLimits limits)
    {
        try
        {
            return engine.OpenSession(limits);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw UnavailableException.Frontroom(error);
        }
    }

    QueryFault? Run(FrontroomSession session, QueryJob job, IResultSink sink, CancellationToken stop)
    {
        var sql = "";
        try
        {
            if (job.Queries.Count > 1)
                session.Begin();
            foreach (var query in job.Queries)
            {
                sql = query.Sql;
                using var command = session.Command(sql, [.. query.Values.Select(value => value?.ForDriver())]);
                using var interrupter = new Interrupter(engine, command, clock, stop);
                Spool(session, command, job.Result, sink, stop);
            }
            return null;
        }
        catch (DbException error)
        {
            return session.Explain(error, sql);
        }
        // A query can make an engine's client throw anything; any exception ends this query and nothing else.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new(error.Message, null);
        }
    }

    void Spool(FrontroomSession session, DbCommand command, ResultLimits limits, IResultSink sink, CancellationToken stop)
    {
        using var reader = session.Read(command);
        do
        {
            if (reader.FieldCount > 0)
                Spool(session, reader, limits, sink, stop);
        }
        while (reader.NextResult());
        stop.ThrowIfCancellationRequested();
    }

    void Spool(FrontroomSession session, DbDataReader reader, ResultLimits limits, IResultSink sink, CancellationToken stop)
    {
        var columns = ResultColumn.Of(reader);
        sink.Open(columns);
        using var rows = new RowEncoder(columns, sink);
        var sizes = session.Sizes(reader);
        var shown = clock.GetTimestamp();
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (rows.Rows == limits.Rows || rows.Bytes > limits.Bytes)
            {
                sink.Cut(rows.Rows == limits.Rows
                    ? $"Result truncated at {limits.Rows:N0} rows."
                    : $"Result truncated at {limits.Bytes >> 20:N0} MiB.");
                break;
            }
            rows.Add(reader, sizes, limits.RowBytes);
            if (rows.Rows % 256 == 0 && clock.GetElapsedTime(shown).TotalMilliseconds > 200)
            {
                rows.Flush();
                shown = clock.GetTimestamp();
            }
        }
        rows.Flush();
    }
}
