using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Web.Http;

namespace Sparkify.Web.Queries;

/// <summary>
/// The one way to run a query, whether a person typed it or a page needs it: waits for a turn, then runs it within the time limit. All callers of
/// one runner share its slots.
/// </summary>
sealed class QueryRunner(IQueryExecutor executor, FairQueue queue, TimeProvider clock)
{
    /// <summary>
    /// Runs a job when it is this person's turn; <paramref name="started"/> is called at that moment. Throws an <see cref="OperationCanceledException"/>
    /// if it is cancelled before that, and an <see cref="UnavailableException"/> if no query can be run.
    /// </summary>
    public async Task<QueryOutcome> RunAsync(string person, QueryJob job, IResultSink sink, Action started, CancellationToken cancellation)
    {
        using var place = await queue.EnterAsync(person, cancellation);
        return await Task.Factory.StartNew(() => Run(job, sink, started, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    QueryOutcome Run(QueryJob job, IResultSink sink, Action started, CancellationToken cancellation)
    {
        started();
        if (job.IsBackground)
            CurrentThread.LowerPriority();
        using var deadline = new CancellationTokenSource(job.Limits.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        QueryFault? fault;
        try
        {
            fault = executor.Run(job, sink, stop.Token);
        }
        // It was stopped, however the engine says so; or something else failed, such as a full disk.
        catch (Exception error) when (error is not UnavailableException || stop.IsCancellationRequested)
        {
            fault = new(error.Message, null);
        }
        return fault is null ? new(QueryEnd.Done)
            : cancellation.IsCancellationRequested ? new(QueryEnd.Cancelled)
            : deadline.IsCancellationRequested ? new(QueryEnd.TimedOut)
            : new(QueryEnd.Failed, fault);
    }
}

/// <summary>How a job ended.</summary>
/// <param name="End">The kind of end.</param>
/// <param name="Fault">What was wrong with a query; only for a job that failed.</param>
readonly record struct QueryOutcome(QueryEnd End, QueryFault? Fault = null);

/// <summary>The ways in which a job can end.</summary>
enum QueryEnd
{
    /// <summary>All its rows reached the sink, up to the limits.</summary>
    Done,

    /// <summary>One of its queries is wrong, or exceeded a limit.</summary>
    Failed,

    /// <summary>Its owner stopped it.</summary>
    Cancelled,

    /// <summary>It reached the time limit.</summary>
    TimedOut,
}
