using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>
/// A process that runs one query of one person, for an engine that works in the process that asks. Whatever the query does to it, nobody else
/// notices; when it is ended, so is all that the query began.
/// </summary>
public static class QueryWorker
{
    /// <summary>What a query may take that the engine does not count: buffers of its client, texts on their way.</summary>
    const long Uncounted = 160L << 20;

    /// <summary>Takes one query from a pipe, sends its rows and its end into another. When the server goes, so does the worker.</summary>
    public static void Run(IEngine engine, Stream requests, Stream answers, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        OwnThread.StandBack();
        MemoryCeiling.StepForward();
        WarmUp(engine);
        var buffer = Array.Empty<byte>();
        if (WorkerFrames.Read(requests, ref buffer) is not { } frame)
            return;
        var request = JsonSerializer.Deserialize(buffer.AsSpan(0, frame.Length), WorkerJson.Default.WorkerRequest)!;
        new Thread(() => EndWith(requests)) { IsBackground = true }.Start();
        MemoryCeiling.Allow(request.Limits.Memory + Uncounted);
        var sink = new WorkerSink(answers);
        sink.End(new QueryExecution(engine, request.Limits, request.Result, clock).Run(request.Sql, sink, CancellationToken.None));
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

    // Nothing more comes: a pipe that ends says that the server has ended, however it did.
    static void EndWith(Stream requests)
    {
        while (requests.ReadByte() >= 0)
        {
        }
        Process.GetCurrentProcess().Kill();
    }
}
