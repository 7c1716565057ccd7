using System.Globalization;
using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Audit;
using Sparkify.Web.Http;
using Sparkify.Web.Logging;

namespace Sparkify.Web.Queries;

/// <summary>Accepts queries, runs each when it is its owner's turn, and keeps the results for a while.</summary>
sealed class QueryScheduler(IQueryExecutor executor, ServeLimits limits, AuditLog audit, string spoolFolder, ILogger logger, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    readonly QueryRunner runner = new(executor, new FairQueue(limits.Parallel, limits.Waiting), clock);
    readonly KeptResults kept = new(limits, clock);
    readonly HashSet<Task> working = [];
    readonly Lock gate = new();
    bool stopped;

    /// <summary>Accepts a query; throws a <see cref="WarehouseException"/> if it is empty, too long, or one too many.</summary>
    public QueryRun Start(Caller caller, string sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
            throw new WarehouseException("The query is empty. Write SQL, such as: select count(*) from frontroom.songplays");
        if (sql.Length > limits.QueryLength)
            throw new WarehouseException($"The query has {sql.Length:N0} characters; the limit is {limits.QueryLength:N0}.");
        var run = new QueryRun(caller, sql, spoolFolder, clock);
        lock (gate)
        {
            if (stopped)
                throw new WarehouseException("The server is stopping.");
            kept.MakeRoom(caller);
            // Rows are shown as they arrive, so the query is logged before it runs.
            audit.Note(caller.Account, caller.Name, "query", sql, "started", run.Id);
            kept.Add(run);
            var work = RunAsync(run);
            working.Add(work);
            work.ContinueWith(Done, TaskScheduler.Default);
        }
        return run;
    }

    /// <summary>A query of the caller; null if there is none or it belongs to somebody else.</summary>
    public QueryRun? Find(Caller caller, string id)
    {
        var run = kept.Find(id);
        if (run?.Caller.Owner != caller.Owner)
            return null;
        run.See();
        return run;
    }

    /// <summary>Stops a query and removes its result.</summary>
    public void Forget(QueryRun run)
    {
        kept.Remove(run);
        run.Dispose();
    }

    /// <summary>Accepts no more queries, and stops those that are running or waiting.</summary>
    public void Stop()
    {
        lock (gate)
            stopped = true;
        foreach (var run in kept.All)
            run.Cancel();
    }

    /// <summary>Stops all queries, and waits a short time for each to be logged.</summary>
    public void Dispose()
    {
        Stop();
        Task[] rest;
        lock (gate)
            rest = [.. working];
        Task.WaitAll(rest, LongestStop);
        kept.Dispose();
    }

    void Done(Task work)
    {
        lock (gate)
            working.Remove(work);
    }

    async Task RunAsync(QueryRun run)
    {
        try
        {
            var job = new QueryJob([QueryText.Of(run.Sql)], limits.Query, limits.Result, IsBackground: true);
            var (end, fault) = await runner.RunAsync(run.Caller.Owner, job, run, run.Begin, run.Cancellation);
            End(run, end switch
            {
                QueryEnd.Done => QueryState.Done,
                QueryEnd.Cancelled => QueryState.Cancelled,
                _ => QueryState.Failed,
            }, end == QueryEnd.TimedOut ? new(TimedOut, null) : fault);
        }
        catch (OperationCanceledException)
        {
            End(run, QueryState.Cancelled);
        }
        catch (UnavailableException error)
        {
            logger.QueryUnavailable(error.InnerException!.Message);
            End(run, QueryState.Failed, new(error.Message, null));
        }
        catch (WarehouseException error)
        {
            End(run, QueryState.Failed, new(error.Message, null));
        }
    }

    string TimedOut =>
        $"The query was stopped after {limits.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds, the time limit. Ask for less: fewer columns, a shorter period, a narrower join.";

    // Everybody who sees an answer is in the log already; without a log entry nobody gets an answer.
    void End(QueryRun run, QueryState state, QueryFault? fault = null)
    {
        var withRows = true;
        try
        {
            var now = run.Snapshot;
            audit.Note(run.Caller.Account, run.Caller.Name, "query", run.Sql, state.ToString().ToLowerInvariant(), run.Id, now.Elapsed, now.Rows?.Rows ?? 0);
        }
        catch (AuditException error)
        {
            (state, fault, withRows) = (QueryState.Failed, new(error.Message, null), false);
        }
        run.End(state, fault, withRows);
        kept.Trim(run);
    }
}
