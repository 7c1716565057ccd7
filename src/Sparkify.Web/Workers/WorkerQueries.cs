using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Web.Http;
using Sparkify.Web.Logging;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>
/// Runs each job in a worker of its own. A worker that has finished waits for the next job. Some are started in advance, so that a page does not
/// wait for a process to start.
/// </summary>
sealed class WorkerQueries(WorkerProgram program, string folder, int ready, ILogger logger) : IQueryExecutor, IDisposable
{
    readonly Lock gate = new();
    readonly Stack<WorkerProcess> waiting = new(Enumerable.Range(0, ready).Select(_ => WorkerProcess.Start(program, folder)));
    bool over;

    /// <inheritdoc/>
    public QueryFault? Run(QueryJob job, IResultSink sink, CancellationToken stop)
    {
        var worker = Take();
        try
        {
            return worker.Run(job, sink, stop);
        }
        finally
        {
            GiveBack(worker);
        }
    }

    /// <summary>Starts no more processes from now on.</summary>
    public void Stop()
    {
        lock (gate)
            over = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            over = true;
            while (waiting.TryPop(out var worker))
                worker.Dispose();
        }
    }

    WorkerProcess Take()
    {
        lock (gate)
        {
            if (over)
                throw new OperationCanceledException("The server is stopping.");
            while (waiting.TryPop(out var worker))
            {
                if (worker.IsReusable)
                    return worker;
                // It ended while it waited, for whatever reason.
                worker.Dispose();
            }
        }
        try
        {
            return WorkerProcess.Start(program, folder);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException("No query can be run right now: the machine cannot start another process. Try again in a moment. The reason is in the log of sparkify serve.", error);
        }
    }

    // The next job may come soon, so a worker that cannot be used again is replaced now. This job has ended whether that works or not.
    void GiveBack(WorkerProcess worker)
    {
        try
        {
            var fit = worker.IsReusable ? worker : null;
            if (fit is null)
                worker.Dispose();
            lock (gate)
                if (over)
                    fit?.Dispose();
                else if (fit is not null || waiting.Count < ready)
                    waiting.Push(fit ?? WorkerProcess.Start(program, folder));
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            logger.WorkerNotReplaced(error.Message);
        }
    }
}
