using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
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
    public static void Run(IEngine engine, Stream requests, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var answers = OwnPipe.Take();
        // Ctrl+C and a service's stop reach every process; the server says what becomes of its queries, by ending the pipe.
        using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);
        OwnThread.LowerPriority();
        MemoryCeiling.PreferForOomKill();
        // The folder that this process was begun in is its own, for what a query spills. Every thread of the engine comes from this one.
        Confinement.Enter(Directory.GetCurrentDirectory());
        WarmUp(engine);
        using var waiting = new BlockingCollection<WorkerRequest>();
        new Thread(() => Receive(requests, waiting)) { IsBackground = true }.Start();
        var atRest = MemoryCeiling.Used;
        foreach (var request in waiting.GetConsumingEnumerable())
        {
            FileCeiling.Set(request.Limits.SpillBytes);
            MemoryCeiling.Set(atRest + request.Limits.Memory + Uncounted + request.Limits.Threads * Stack);
            var sink = new WorkerSink(answers);
            var fault = new QueryExecution(engine, request.Limits, request.Result, clock).Run(request.Sql, sink, CancellationToken.None);
            sink.End(fault, isReusable: MemoryCeiling.Used < atRest + LeftBehind);
        }
    }

    // The engine's library is loaded and what reads rows is compiled before somebody waits for it.
    static void WarmUp(IEngine engine)
    {
        try
        {
            using var session = engine.OpenSession(QueryLimits.Default);
            session.Query("select 'warm', 1", row => row.GetValue(0));
        }
        catch (Exception error) when (error is WarehouseException or DbException or IOException)
        {
            // What is wrong with the front room now may be mended when a query comes; if not, the query says so.
        }
    }

    // A pipe that ends says that the server has ended, however it did, or that it has no more use for this worker.
    static void Receive(Stream requests, BlockingCollection<WorkerRequest> waiting)
    {
        var buffer = Array.Empty<byte>();
        while (WorkerFrames.Read(requests, ref buffer) is { } frame)
            waiting.Add(JsonSerializer.Deserialize(buffer.AsSpan(0, frame.Length), WorkerJson.Default.WorkerRequest)!);
        Process.GetCurrentProcess().Kill();
    }
}
