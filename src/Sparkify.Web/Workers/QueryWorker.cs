using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>
/// A process that runs queries one after the other, for an engine that works in the process that asks. Whatever a query does to it, nobody else
/// notices; when it is ended, so is all that the query began.
/// </summary>
public static class QueryWorker
{
    /// <summary>What a query may take that the engine does not count: buffers of its client, texts on their way.</summary>
    const long Uncounted = 160L << 20;

    /// <summary>What a thread takes for its stack, as most systems have it.</summary>
    const long Stack = 8L << 20;

    /// <summary>What a query may leave behind in this process if that is to run another one, which has so much less.</summary>
    const long LeftBehind = 32L << 20;

    /// <summary>Takes queries from a pipe, sends their rows and their ends into standard output. When the server goes, so does the worker.</summary>
    public static void Run(IFrontroom engine, Stream requests, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var answers = OwnPipe.Take();
        // Ctrl+C and a service's stop reach every process; the server says what becomes of its queries, by ending the pipe.
        using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);
        MemoryCeiling.PreferForOomKill();
        // The folder that this process was begun in is its own, for what a query spills. Every thread of the engine comes from this one.
        Confinement.Enter(Directory.GetCurrentDirectory());
        var execution = new QueryExecution(engine, clock);
        WarmUp(execution);
        using var waiting = new BlockingCollection<QueryJob>();
        new Thread(() => Receive(requests, waiting)) { IsBackground = true }.Start();
        var atRest = MemoryCeiling.Used;
        foreach (var job in waiting.GetConsumingEnumerable())
        {
            FileCeiling.Set(job.Limits.SpillBytes);
            MemoryCeiling.Set(atRest + job.Limits.Memory + Uncounted + job.Limits.Threads * Stack);
            var sink = new WorkerSink(answers);
            var (fault, unavailable) = OnOwnThread(job, () => Run(execution, job, sink));
            sink.End(new(fault, unavailable, IsReusable: MemoryCeiling.Used < atRest + LeftBehind));
        }
    }

    static (QueryFault? Fault, string? Unavailable) Run(QueryExecution execution, QueryJob job, IResultSink sink)
    {
        try
        {
            return (execution.Run(job, sink, CancellationToken.None), null);
        }
        catch (UnavailableException error)
        {
            return (null, error.InnerException!.Message);
        }
    }

    // A lowered priority cannot be raised again; so a thread that has one, and the engine's threads that it starts, serve one job only.
    static T OnOwnThread<T>(QueryJob job, Func<T> work)
    {
        T result = default!;
        var thread = new Thread(() =>
        {
            if (job.IsBackground)
                OwnThread.LowerPriority();
            result = work();
        });
        thread.Start();
        thread.Join();
        return result;
    }

    // The engine's library is loaded and what reads rows is compiled before somebody waits for it.
    static void WarmUp(QueryExecution execution)
    {
        try
        {
            var columns = QueryText.Of("select 'warm' as text, 1 as number, timestamp '2000-01-01 00:00:00' as instant");
            execution.Run(new([columns, columns], QueryLimits.Default, new(Rows: 1, Bytes: 1 << 10, RowBytes: 1 << 10), IsBackground: false), new NoSink(), CancellationToken.None);
        }
        catch (UnavailableException)
        {
            // The front room may be readable again when a query comes; if not, that query says so.
        }
    }

    // A pipe that ends says that the server has ended, however it did, or that it has no more use for this worker.
    static void Receive(Stream requests, BlockingCollection<QueryJob> waiting)
    {
        var buffer = Array.Empty<byte>();
        while (WorkerFrames.Read(requests, ref buffer) is { } frame)
            waiting.Add(JsonSerializer.Deserialize(buffer.AsSpan(0, frame.Length), WorkerJson.Default.QueryJob)!);
        Process.GetCurrentProcess().Kill();
    }

    sealed class NoSink : IResultSink
    {
        public void Open(IReadOnlyList<ResultColumn> columns)
        {
        }

        public void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths)
        {
        }

        public void Cut(string why)
        {
        }
    }
}
