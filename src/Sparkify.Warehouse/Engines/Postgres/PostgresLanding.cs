using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Npgsql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Postgres;

/// <summary>
/// The bulk path into PostgreSQL: one binary COPY a table, in the connection's open transaction, fed by readers on threads of their own. A few
/// batches go round between readers and writer, so that memory does not depend on the input.
/// </summary>
sealed class PostgresLanding(NpgsqlConnection connection)
{
    const int BatchesPerReader = 3;

    /// <summary>Copies all rows of a source; an error of the source comes out as it was thrown.</summary>
    public long Land(IRowSource rows)
    {
        var stream = connection.BeginRawBinaryCopy(CopyStatement(rows.Table));
        try
        {
            var writer = new BinaryCopyWriter(stream);
            writer.Begin();
            var count = Copy(rows, writer);
            writer.End();
            stream.Dispose();
            return count;
        }
        catch
        {
            Cancel(stream);
            throw;
        }
    }

    static string CopyStatement(Table table) => $"copy {table.FullName} ({string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""))}) from stdin (format binary)";

    static long Copy(IRowSource rows, BinaryCopyWriter writer)
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
                writer.Write(batch);
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
        // The first reader to fail has told the others to stop; its error is the one to tell.
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
            // Another reader failed, or the server: that is what the load ends with.
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    static void Cancel(NpgsqlRawCopyStream stream)
    {
        try
        {
            stream.Cancel();
        }
        // The connection may be lost already; what led here is the error to tell.
        catch (Exception error) when (error is NpgsqlException or IOException or ObjectDisposedException)
        {
            _ = error;
        }
    }
}
