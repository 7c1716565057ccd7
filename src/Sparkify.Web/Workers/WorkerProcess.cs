using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>The server's end of one worker: a process that waits for a query, runs it, and waits for the next.</summary>
sealed class WorkerProcess : IDisposable
{
    // A worker needs only this much of the server's environment, and none of its secrets.
    static readonly string[] Known = ["PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "DOTNET_ROOT"];

    const int MostLines = 100;

    const int Aborted = 128 + 6; // SIGABRT, as of a runtime or an engine that knows no way out
    const int Killed = 128 + 9; // SIGKILL, as by a system without memory

    // What the runtime, the engine's language and its allocator print before they end because memory ran out.
    static readonly string[] OutOfMemory = ["Out of memory", "OutOfMemory", "bad_alloc", "failed to allocate"];

    readonly Process process;
    readonly ConcurrentQueue<string> said = [];
    readonly string folder;
    bool isReusable = true;

    WorkerProcess(Process process, string folder)
    {
        (this.process, this.folder) = (process, folder);
        process.ErrorDataReceived += Note;
        process.BeginErrorReadLine();
    }

    /// <summary>Whether it can run a job: it is alive and unchanged since it started.</summary>
    public bool IsReusable => isReusable && !process.HasExited;

    /// <summary>Starts a worker, with its own folder for what its query spills.</summary>
    public static WorkerProcess Start(WorkerProgram program, string folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        var start = new ProcessStartInfo(program.File, program.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = own };
        var environment = Known.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        // No diagnostics from outside, and memory that the engine's allocator no longer uses goes back to the system at once.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DUCKDB_JE_MALLOC_CONF"] = "retain:false";
        try
        {
            return new(Process.Start(start)!, own);
        }
        catch
        {
            Directory.Delete(own);
            throw;
        }
    }

    /// <summary>Runs a job in the worker.</summary>
    public QueryFault? Run(QueryJob job, IResultSink sink, CancellationToken stop)
    {
        isReusable = false;
        WorkerEnd? end;
        using (stop.Register(process.Kill))
            end = Send(job) ? Follow(sink) : null;
        if (end is null)
            return Died(job.Limits);
        // A stop that arrives after the end still counts as one.
        isReusable = end.IsReusable && !stop.IsCancellationRequested;
        return end.Unavailable is { } reason ? throw UnavailableException.Frontroom(new WarehouseException(reason)) : end.Fault;
    }

    bool Send(QueryJob job)
    {
        var own = job with { Limits = job.Limits with { SpillFolder = folder } };
        try
        {
            WorkerFrames.Write(process.StandardInput.BaseStream, WorkerFrame.Request, JsonSerializer.SerializeToUtf8Bytes(own, WorkerJson.Default.QueryJob));
            return true;
        }
        catch (IOException)
        {
            // Nobody reads: the worker has ended, and its exit code says how.
            return false;
        }
    }

    // Null when it ended in the middle.
    WorkerEnd? Follow(IResultSink sink)
    {
        var pipe = process.StandardOutput.BaseStream;
        var buffer = new byte[1 << 16];
        IReadOnlyList<ResultColumn> columns = [];
        while (WorkerFrames.Read(pipe, ref buffer) is { } frame)
        {
            var rest = buffer.AsSpan(0, frame.Length);
            switch (frame.Kind)
            {
                case WorkerFrame.Columns:
                    sink.Open(columns = [.. JsonSerializer.Deserialize(rest, WorkerJson.Default.IReadOnlyListWorkerColumn)!.Select(column => column.Column)]);
                    break;
                case WorkerFrame.Rows:
                    var numbers = MemoryMarshal.Cast<byte, int>(rest[..(rest.Length & ~3)]);
                    var lengths = numbers.Slice(1, numbers[0]);
                    sink.Add(rest[((lengths.Length + 1) * sizeof(int))..], lengths);
                    break;
                case WorkerFrame.Cut:
                    sink.Cut(Encoding.UTF8.GetString(rest));
                    break;
                case WorkerFrame.Known:
                    foreach (var (column, known) in columns.Zip(JsonSerializer.Deserialize(rest, WorkerJson.Default.IReadOnlyListWorkerColumn)!))
                        column.Notice(known.Scale, known.IsNarrow);
                    break;
                case WorkerFrame.End:
                    return JsonSerializer.Deserialize(rest, WorkerJson.Default.WorkerEnd);
                default:
                    throw new InvalidDataException("A query's process sent an invalid frame.");
            }
        }
        return null;
    }

    // Whoever stopped it knows why. Otherwise it reached its memory limit where it could no longer report that by frame and printed it instead,
    // or it was killed, or its engine crashed. Memory is named as the reason only where something says so.
    QueryFault Died(QueryLimits limits)
    {
        process.WaitForExit();
        if (process.ExitCode == Aborted && said.Any(line => OutOfMemory.Any(sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase))))
            return new($"The query needs more than it may use here: {limits.Memory >> 20:N0} MiB of memory. Ask for less: fewer columns, a shorter time, a narrower join, shorter texts.", null);
        return process.ExitCode == Killed
            ? new("The process of this query was killed. A system that runs out of memory does that; the operator can also have done it. Try again; if it happens again, ask for less.", null)
            : new($"The engine stopped unexpectedly on this query (exit code {process.ExitCode}); no other query was affected. Rewrite the query, and please report this: what the engine printed is in the log of sparkify serve.", null);
    }

    // Workers log to the log of the server.
    void Note(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } text)
            return;
        Console.Error.WriteLine(text);
        if (said.Count < MostLines)
            said.Enqueue(text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        try
        {
            process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It ended before it had read all of its query; the rest is flushed here.
        }
        process.StandardOutput.Dispose();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
