using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>Sends a result to the server as its rows arrive.</summary>
sealed class WorkerSink(Stream pipe) : IResultSink
{
    IReadOnlyList<ResultColumn> open = [];
    IReadOnlyList<WorkerColumn> known = [];

    /// <inheritdoc/>
    public void Open(IReadOnlyList<ResultColumn> columns)
    {
        open = columns;
        known = WorkerColumn.Of(columns);
        WorkerFrames.Write(pipe, WorkerFrame.Columns, JsonSerializer.SerializeToUtf8Bytes(known, WorkerJson.Default.IReadOnlyListWorkerColumn));
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths)
    {
        var now = WorkerColumn.Of(open);
        if (!now.SequenceEqual(known))
            WorkerFrames.Write(pipe, WorkerFrame.Known, JsonSerializer.SerializeToUtf8Bytes(known = now, WorkerJson.Default.IReadOnlyListWorkerColumn));
        int[] counted = [lengths.Length, .. lengths];
        WorkerFrames.Write(pipe, WorkerFrame.Rows, MemoryMarshal.AsBytes<int>(counted), rows);
    }

    /// <inheritdoc/>
    public void Cut(string why) => WorkerFrames.Write(pipe, WorkerFrame.Cut, Encoding.UTF8.GetBytes(why));

    /// <summary>Sends how the job ended.</summary>
    public void End(WorkerEnd end) => WorkerFrames.Write(pipe, WorkerFrame.End, JsonSerializer.SerializeToUtf8Bytes(end, WorkerJson.Default.WorkerEnd));
}
