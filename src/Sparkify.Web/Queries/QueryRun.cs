using System.Security.Cryptography;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Http;

namespace Sparkify.Web.Queries;

/// <summary>One query of one person: its state, and its rows so far.</summary>
sealed class QueryRun(Caller caller, string sql, string spoolFolder, TimeProvider clock) : IResultSink, IDisposable
{
    readonly CancellationTokenSource cancel = new();
    readonly long asked = clock.GetTimestamp();
    readonly Lock gate = new();
    readonly SemaphoreSlim sorting = new(1);
    TaskCompletionSource changed = NewChange();
    (int Column, bool Descending, int Rows, int[] Order)? order;
    QueryState state;
    QueryFault? fault;
    string? cutBy;
    ResultSpool? spool;
    long? began;
    TimeSpan? took;
    long lastSeen = clock.GetTimestamp();
    int readers;
    bool disposed;

    /// <summary>Its id, which cannot be guessed.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Who submitted it.</summary>
    public Caller Caller => caller;

    /// <summary>The query.</summary>
    public string Sql => sql;

    /// <summary>Cancelled when its owner cancels the query.</summary>
    public CancellationToken Cancellation => cancel.Token;

    /// <summary>When it was last viewed, as a timestamp of the clock.</summary>
    public long LastSeen
    {
        get
        {
            lock (gate)
                return lastSeen;
        }
    }

    /// <summary>Whether its rows are being read, as during a download.</summary>
    public bool IsRead
    {
        get
        {
            lock (gate)
                return readers > 0;
        }
    }

    /// <summary>The query at this moment.</summary>
    public QuerySnapshot Snapshot
    {
        get
        {
            lock (gate)
                return new(state, took ?? clock.GetElapsedTime(began ?? asked), spool, fault, cutBy);
        }
    }

    /// <summary>Stops it.</summary>
    public void Cancel() => cancel.Cancel();

    /// <summary>Records that it was viewed.</summary>
    public void See()
    {
        lock (gate)
            lastSeen = clock.GetTimestamp();
    }

    /// <summary>Keeps the rows of a snapshot readable until the result is disposed, even if the query is removed; null if they are gone already.</summary>
    public IDisposable? Read(ResultSpool rows)
    {
        lock (gate)
        {
            if (!rows.TryHold())
                return null;
            readers++;
            return new Reader(this, rows);
        }
    }

    /// <summary>Waits until something about it changes or it has ended, for at most this long.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        Task change;
        lock (gate)
            change = changed.Task;
        if (!Snapshot.IsOver && most > TimeSpan.Zero)
            await Task.WhenAny(change, Task.Delay(most, clock, cancellation));
    }

    /// <summary>The engine starts it.</summary>
    public void Begin()
    {
        lock (gate)
            (began, state) = (clock.GetTimestamp(), QueryState.Running);
        Signal();
    }

    /// <inheritdoc/>
    public void Open(IReadOnlyList<ResultColumn> columns)
    {
        var opened = new ResultSpool(spoolFolder, columns);
        lock (gate)
        {
            spool?.Dispose();
            (spool, cutBy) = (opened, null);
        }
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths) => spool!.Add(rows, lengths);

    /// <inheritdoc/>
    public void Cut(string why)
    {
        lock (gate)
            cutBy = why;
    }

    /// <summary>It has ended. Without a result its rows are dropped.</summary>
    public void End(QueryState end, QueryFault? problem, bool withRows)
    {
        lock (gate)
        {
            took = clock.GetElapsedTime(began ?? asked);
            (state, fault, lastSeen) = (end, problem, clock.GetTimestamp());
            if (disposed || !withRows)
                spool?.Dispose();
            if (!withRows)
                spool = null;
        }
        Signal();
    }

    /// <summary>The order of rows by a column, computed once.</summary>
    public async Task<int[]> OrderAsync(ResultSpool rows, int column, bool descending, CancellationToken cancellation)
    {
        await sorting.WaitAsync(cancellation);
        try
        {
            if (order is not { } known || known.Column != column || known.Descending != descending || known.Rows != rows.Rows)
                order = known = (column, descending, rows.Rows, await Task.Run(() => ResultOrder.By(rows, column, descending, cancellation), cancellation));
            return known.Order;
        }
        finally
        {
            sorting.Release();
        }
    }

    /// <summary>Stops it if it is running, and releases its rows.</summary>
    public void Dispose()
    {
        cancel.Cancel();
        lock (gate)
        {
            disposed = true;
            if (took is not null)
                spool?.Dispose();
        }
    }

    void Signal()
    {
        TaskCompletionSource before;
        lock (gate)
            (before, changed) = (changed, NewChange());
        before.TrySetResult();
    }

    long Now => clock.GetTimestamp();

    static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed class Reader(QueryRun run, ResultSpool rows) : IDisposable
    {
        int open = 1;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref open, 0) == 0)
                return;
            lock (run.gate)
                (run.readers, run.lastSeen) = (run.readers - 1, run.Now);
            rows.Dispose();
        }
    }
}
