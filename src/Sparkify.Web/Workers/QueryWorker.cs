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
/// A process that runs queries one after the other, for an engine that runs inside its caller's process. Whatever a query does to it affects
/// nobody else; when it is killed, everything the query started ends with it.
/// </summary>
public static class QueryWorker
{
    /// <summary>Bytes that a query may use and the engine does not count: buffers of its client, texts in transit.</summary>
    const long Uncounted = 160L << 20;

    /// <summary>Bytes of a thread's stack, on most systems.</summary>
    const long Stack = 8L << 20;

    /// <summary>Bytes that a query may leave allocated in a process that is to run another one, which then has that much less.</summary>
    const long LeftBehind = 32L << 20;

    /// <summary>Reads queries from a pipe and sends their rows and outcomes to standard output. The worker ends with the server.</summary>
    public static void Run(IFrontroom engine, Stream requests, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var answers = StandardOutput.TakeOver();
        // Ctrl+C and a service's stop reach every process; the server ends the queries itself, by closing the pipe.
        using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);
        MemoryCeiling.PreferForOomKill();
        // The folder in which this process was started is its own, for what a query spills. Every thread of the engine is started by this one.
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
                CurrentThread.LowerPriority();
            result = work();
        });
        thread.Start();
        thread.Join();
        return result;
    }

    // Loads the engine's library and compiles the code that reads rows before somebody waits for it.
    static void WarmUp(QueryExecution execution)
    {
        try
        {
            var columns = QueryText.Of("select 'warm' as text, 1 as number, timestamp '2000-01-01 00:00:00' as instant");
            execution.Run(new([columns, columns], QueryLimits.Default, new(Rows: 1, Bytes: 1 << 10, RowBytes: 1 << 10), IsBackground: false), new NoSink(), CancellationToken.None);
        }
        catch (UnavailableException)
        {
            // The front room may be readable again when a query arrives; if not, that query reports it.
        }
    }

    // The pipe ends when the server has ended, for whatever reason, or no longer needs this worker.
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
