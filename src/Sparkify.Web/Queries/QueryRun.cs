using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>One query of one person: how far it is, and its rows as far as they are there.</summary>
sealed class QueryRun : IResultSink, IDisposable
{
    readonly CancellationTokenSource cancel = new();
    readonly TimeProvider clock;
    readonly long asked;
    readonly Lock gate = new();
    readonly SemaphoreSlim sorting = new(1);
    TaskCompletionSource changed = NewChange();
    (int Column, bool Descending, int Rows, int[] Order)? order;
    ResultSpool? spool;
    long? began;
    TimeSpan? took;
    bool disposed;

    readonly string spoolFolder;

    public QueryRun(string person, string sql, string spoolFolder, TimeProvider clock)
    {
        (Person, Sql, this.spoolFolder, this.clock) = (person, sql, spoolFolder, clock);
        asked = LastSeen = clock.GetTimestamp();
    }

    /// <summary>Its number, which nobody can guess.</summary>
    public string Id { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    /// <summary>Who asked.</summary>
    public string Person { get; }

    /// <summary>What was asked.</summary>
    public string Sql { get; }

    /// <summary>When somebody last looked at it, as a timestamp of the clock.</summary>
    public long LastSeen { get; private set; }

    /// <summary>How far it is.</summary>
    public QueryState State { get; private set; }

    /// <summary>What went wrong; null as long as nothing did.</summary>
    public QueryFault? Fault { get; private set; }

    /// <summary>Why rows are missing at the end; null when none are.</summary>
    public string? CutBy { get; private set; }

    /// <summary>The rows so far; null before the first one, and for a query without rows.</summary>
    public ResultSpool? Spool => Volatile.Read(ref spool);

    /// <summary>The token that its owner's cancelling sets off.</summary>
    public CancellationToken Cancellation => cancel.Token;

    /// <summary>Time since the engine took it, or since it was asked as long as it waits.</summary>
    public TimeSpan Elapsed => took ?? clock.GetElapsedTime(began ?? asked);

    /// <summary>Whether it will not change any more.</summary>
    public bool IsOver => State is QueryState.Done or QueryState.Failed or QueryState.Cancelled;

    /// <summary>Stops it.</summary>
    public void Cancel() => cancel.Cancel();

    /// <summary>Notes that somebody looks at it.</summary>
    public void See() => LastSeen = clock.GetTimestamp();

    /// <summary>Waits until it is over, for this long at most.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        var change = changed.Task;
        if (!IsOver && most > TimeSpan.Zero)
            await Task.WhenAny(change, Task.Delay(most, clock, cancellation));
    }

    /// <summary>The engine begins.</summary>
    public void Begin()
    {
        began = clock.GetTimestamp();
        State = QueryState.Running;
        Signal();
    }

    /// <inheritdoc/>
    public void Open(IReadOnlyList<ResultColumn> columns)
    {
        Interlocked.Exchange(ref spool, new(spoolFolder, columns))?.Dispose();
        CutBy = null;
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths) => spool!.Add(rows, lengths);

    /// <inheritdoc/>
    public void Cut(string why) => CutBy = why;

    /// <summary>It is over.</summary>
    public void End(QueryState state, QueryFault? fault = null)
    {
        lock (gate)
        {
            took = clock.GetElapsedTime(began ?? asked);
            (State, Fault) = (state, fault);
            if (disposed)
                spool?.Dispose();
        }
        Signal();
    }

    /// <summary>The rows' order by a column, worked out once.</summary>
    public async Task<int[]> OrderAsync(int column, bool descending, CancellationToken cancellation)
    {
        var rows = Spool ?? throw new WarehouseException("The query has no rows.");
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

    /// <summary>Stops it, if it runs, and lets go of its rows.</summary>
    public void Dispose()
    {
        cancel.Cancel();
        lock (gate)
        {
            disposed = true;
            if (IsOver)
                spool?.Dispose();
        }
    }

    void Signal() => Interlocked.Exchange(ref changed, NewChange()).TrySetResult();

    static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
