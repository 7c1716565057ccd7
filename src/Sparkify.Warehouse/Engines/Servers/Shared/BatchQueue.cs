using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// Joins the readers of a source, each on a thread of its own, with one writer. A few batches go round between them, so that memory does not
/// depend on the input.
/// </summary>
static class BatchQueue
{
    const int BatchesPerReader = 3;

    /// <summary>Reads a source to its end and writes its batches, one after another, on the calling thread. Returns how many rows; an error of either side comes out as it was thrown.</summary>
    public static long ReadAll(IRowSource rows, Action<RowBatch> write)
    {
        var readers = Math.Max(1, Environment.ProcessorCount);
        using var stop = new CancellationTokenSource();
        using var empty = new BlockingCollection<RowBatch>();
        using var full = new BlockingCollection<RowBatch>();
        for (var i = 0; i < readers * BatchesPerReader; i++)
            empty.Add(new RowBatch(rows.Table));
        var reading = Enumerable.Range(0, readers).Select(_ => Task.Factory.StartNew(() => Read(rows, empty, full, stop), TaskCreationOptions.LongRunning)).ToArray();
        var ended = Task.WhenAll(reading).ContinueWith(_ => full.CompleteAdding(), TaskScheduler.Default);
        var count = 0L;
        try
        {
            foreach (var batch in full.GetConsumingEnumerable())
            {
                write(batch);
                count += batch.Count;
                batch.Clear();
                empty.Add(batch);
            }
        }
        finally
        {
            stop.Cancel();
            ended.Wait();
        }
        // The first reader that failed has stopped the others, so its error is the one to report.
        if (Array.Find(reading, task => task.IsFaulted)?.Exception?.InnerException is { } error)
            ExceptionDispatchInfo.Throw(error);
        return count;
    }

    static void Read(IRowSource rows, BlockingCollection<RowBatch> empty, BlockingCollection<RowBatch> full, CancellationTokenSource stop)
    {
        try
        {
            using var reader = rows.OpenReader();
            while (true)
            {
                var batch = empty.Take(stop.Token);
                if (!reader.Read(batch))
                    return;
                full.Add(batch, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Another reader failed, or the writer: that is what the load ends with.
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }
}
