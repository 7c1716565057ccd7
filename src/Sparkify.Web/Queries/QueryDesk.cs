using System.Globalization;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Walls;

namespace Sparkify.Web.Queries;

/// <summary>Takes queries, has each run when it is its owner's turn, and keeps the results for a while.</summary>
sealed class QueryDesk(IQueryRunner runner, ServeLimits limits, AuditLog audit, string spoolFolder, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    readonly FairQueue queue = new(limits.Parallel, limits.Waiting);
    readonly Dictionary<string, QueryRun> runs = new(StringComparer.Ordinal);
    readonly HashSet<Task> working = [];
    readonly Lock gate = new();

    /// <summary>Queries that run or wait, of everybody.</summary>
    public int Busy
    {
        get
        {
            lock (gate)
                return runs.Values.Count(run => !run.IsOver);
        }
    }

    /// <summary>Takes a query; a <see cref="WarehouseException"/> refuses one that is empty or too long.</summary>
    public QueryRun Start(string person, string sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
            throw new WarehouseException("The query is empty. Write SQL, such as: select count(*) from frontroom.songplays");
        if (sql.Length > limits.QueryLength)
            throw new WarehouseException($"The query is {sql.Length:N0} characters long; {limits.QueryLength:N0} are the most.");
        var run = new QueryRun(person, sql, spoolFolder, clock);
        lock (gate)
        {
            if (runs.Values.Count(other => other.Person == person && !other.IsOver) > limits.Waiting)
                throw new WarehouseException($"More than {limits.Waiting} of your queries run or wait already. Wait for one of them, or cancel it.");
            Tidy(person);
            runs.Add(run.Id, run);
            var work = RunAsync(run);
            working.Add(work);
            work.ContinueWith(Done, TaskScheduler.Default);
        }
        return run;
    }

    /// <summary>A person's query; null where there is none, or it is somebody else's.</summary>
    public QueryRun? Find(string person, string id)
    {
        lock (gate)
            if (!runs.TryGetValue(id, out var run) || run.Person != person)
                return null;
            else
                return Seen(run);
    }

    /// <summary>Stops a query and lets go of its result.</summary>
    public void Forget(QueryRun run)
    {
        lock (gate)
            runs.Remove(run.Id);
        run.Dispose();
    }

    /// <summary>Stops all queries, and waits until each is in the log.</summary>
    public void Dispose()
    {
        Task[] rest;
        lock (gate)
        {
            foreach (var run in runs.Values)
                run.Dispose();
            rest = [.. working];
        }
        Task.WaitAll(rest, LongestStop);
    }

    void Done(Task work)
    {
        lock (gate)
            working.Remove(work);
    }

    static QueryRun Seen(QueryRun run)
    {
        run.See();
        return run;
    }

    // The gate is held.
    void Tidy(string person)
    {
        var old = runs.Values.Where(run => run.IsOver && clock.GetElapsedTime(run.LastSeen) > limits.ResultAge);
        var many = runs.Values.Where(run => run.IsOver && run.Person == person).OrderByDescending(run => run.LastSeen).Skip(limits.Results - 1);
        foreach (var run in old.Union(many).ToList())
        {
            runs.Remove(run.Id);
            run.Dispose();
        }
    }

    async Task RunAsync(QueryRun run)
    {
        try
        {
            using var place = await queue.EnterAsync(run.Person, run.Cancellation);
            await Task.Factory.StartNew(() => Execute(run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (OperationCanceledException)
        {
            End(run, QueryState.Cancelled);
        }
        catch (WarehouseException error)
        {
            End(run, QueryState.Failed, new(error.Message, null));
        }
    }

    // Whoever sees an answer is in the log already.
    void End(QueryRun run, QueryState state, QueryFault? fault = null)
    {
        try
        {
            audit.Query(run, state);
        }
        catch (IOException error)
        {
            (state, fault) = (QueryState.Failed, new($"The query cannot be noted in the audit log, so its answer is not shown: {error.Message}", null));
        }
        run.End(state, fault);
    }

    void Execute(QueryRun run)
    {
        run.Begin();
        OwnThread.StandBack();
        using var deadline = new CancellationTokenSource(limits.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation, deadline.Token);
        QueryFault? fault;
        try
        {
            fault = runner.Run(run.Sql, run, stop.Token);
        }
        // It was stopped; or something failed that is no fault of the query, such as a full disk.
        catch (Exception error)
        {
            fault = new(error.Message, null);
        }
        if (fault is null)
            End(run, QueryState.Done);
        else if (run.Cancellation.IsCancellationRequested)
            End(run, QueryState.Cancelled);
        else if (deadline.IsCancellationRequested)
            End(run, QueryState.Failed, new(
                $"The query was stopped after {limits.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds, the most that one may take. Ask for less: fewer columns, a shorter time, a narrower join.", null));
        else
            End(run, QueryState.Failed, fault);
    }
}
