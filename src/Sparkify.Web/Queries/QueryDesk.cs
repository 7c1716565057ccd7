using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Walls;

namespace Sparkify.Web.Queries;

/// <summary>Takes queries, runs each on a session of its own when it is its owner's turn, and keeps the results for a while.</summary>
sealed class QueryDesk(IEngine engine, ServeLimits limits, AuditLog audit, string spoolFolder, TimeProvider clock) : IDisposable
{
    readonly FairQueue queue = new(limits.Parallel, limits.Waiting);
    readonly Dictionary<string, QueryRun> runs = new(StringComparer.Ordinal);
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
        var run = new QueryRun(person, sql, clock);
        lock (gate)
        {
            if (runs.Values.Count(other => other.Person == person && !other.IsOver) > limits.Waiting)
                throw new WarehouseException($"More than {limits.Waiting} of your queries run or wait already. Wait for one of them, or cancel it.");
            Tidy(person);
            runs.Add(run.Id, run);
        }
        _ = RunAsync(run);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            foreach (var run in runs.Values)
                run.Dispose();
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
        FrontroomSession? session = null;
        try
        {
            session = engine.OpenSession(limits.Query);
            using var command = session.Command(run.Sql);
            using var interrupter = new Interrupter(engine, command, clock, stop.Token);
            Spool(run, session, command, stop.Token);
            End(run, QueryState.Done);
        }
        catch (Exception) when (run.Cancellation.IsCancellationRequested)
        {
            End(run, QueryState.Cancelled);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            End(run, QueryState.Failed, new(
                $"The query was stopped after {limits.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds, the most that one may take. Ask for less: fewer columns, a shorter time, a narrower join.", null));
        }
        catch (DbException error) when (session is not null)
        {
            End(run, QueryState.Failed, session.Explain(error, run.Sql));
        }
        catch (OutOfMemoryException)
        {
            End(run, QueryState.Failed, new("There is no memory left for this query beside the others. Ask for less, or try again in a moment.", null));
        }
        // A query can make an engine's client throw what it likes; whatever it is, it ends this query and nothing else.
        catch (Exception error)
        {
            End(run, QueryState.Failed, new(error.Message, null));
        }
        finally
        {
            session?.Dispose();
        }
    }

    void Spool(QueryRun run, FrontroomSession session, DbCommand command, CancellationToken stop)
    {
        using var reader = session.Read(command);
        do
        {
            if (reader.FieldCount > 0)
                Spool(run, session, reader, stop);
        }
        while (reader.NextResult());
        stop.ThrowIfCancellationRequested();
    }

    void Spool(QueryRun run, FrontroomSession session, DbDataReader reader, CancellationToken stop)
    {
        var spool = new ResultSpool(spoolFolder, ResultColumn.Of(reader));
        run.Open(spool);
        var sizes = session.Sizes(reader);
        var shown = clock.GetTimestamp();
        for (var rows = 0; reader.Read(); rows++)
        {
            stop.ThrowIfCancellationRequested();
            if (rows == limits.Rows || spool.Bytes > limits.ResultBytes)
            {
                run.Cut(rows == limits.Rows
                    ? $"{limits.Rows:N0} rows are the most that a result may have here; there are more."
                    : $"{limits.ResultBytes >> 20:N0} MiB are the most that a result may have here; there is more.");
                break;
            }
            spool.Add(reader, sizes, limits.RowBytes);
            if (rows % 256 == 255 && clock.GetElapsedTime(shown).TotalMilliseconds > 200)
            {
                spool.Flush();
                shown = clock.GetTimestamp();
            }
        }
        spool.Flush();
    }
}
