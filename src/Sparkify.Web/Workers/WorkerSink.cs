using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>Sends a result to the server, as it comes.</summary>
sealed class WorkerSink(Stream pipe) : IResultSink
{
    IReadOnlyList<ResultColumn> open = [];

    /// <inheritdoc/>
    public void Open(IReadOnlyList<ResultColumn> columns)
    {
        open = columns;
        WorkerFrames.Write(pipe, WorkerFrame.Columns, JsonSerializer.SerializeToUtf8Bytes(WorkerColumn.Of(columns), WorkerJson.Default.IReadOnlyListWorkerColumn));
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths)
    {
        int[] counted = [lengths.Length, .. lengths];
        WorkerFrames.Write(pipe, WorkerFrame.Rows, MemoryMarshal.AsBytes<int>(counted), rows);
    }

    /// <inheritdoc/>
    public void Cut(string why) => WorkerFrames.Write(pipe, WorkerFrame.Cut, Encoding.UTF8.GetBytes(why));

    /// <summary>The query is over; whether this worker may run another one.</summary>
    public void End(QueryFault? fault, bool mayGoOn) =>
        WorkerFrames.Write(pipe, WorkerFrame.End, JsonSerializer.SerializeToUtf8Bytes(new(fault, WorkerColumn.Of(open), mayGoOn), WorkerJson.Default.WorkerEnd));
}
