using Sparkify.Warehouse.Engines;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>Runs each query in a worker of its own. One that has started and loaded the engine already waits for the next.</summary>
sealed class WorkerQueries(WorkerProgram program, string folder, QueryLimits limits, ResultLimits result) : IQueryRunner, IDisposable
{
    readonly Lock gate = new();
    WorkerProcess? spare = WorkerProcess.Start(program, folder);

    /// <inheritdoc/>
    public QueryFault? Run(string sql, IResultSink sink, CancellationToken stop)
    {
        using var worker = Take();
        return worker.Run(new(sql, limits, result), sink, stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            spare?.Dispose();
            spare = null;
        }
    }

    // One that ended while it waited, by whomever, is not asked.
    WorkerProcess Take()
    {
        lock (gate)
        {
            var taken = spare;
            if (taken is { IsAlive: false })
            {
                taken.Dispose();
                taken = null;
            }
            taken ??= WorkerProcess.Start(program, folder);
            spare = WorkerProcess.Start(program, folder);
            return taken;
        }
    }
}
