using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Tests.Reading;

/// <summary>Reads several files with one reader and one batch, as a load does.</summary>
public sealed class ReadSession : IRejectSink, IDisposable
{
    readonly SourceReader reader;
    readonly RowBatch batch;
    ReadFile current = new();

    internal ReadSession(Source source, JsonPaths? paths = null, int blockSize = 1 << 16)
    {
        reader = new SourceReader(source, paths, this, new UnknownFields(), blockSize);
        batch = new RowBatch(source.Staging);
    }

    public void Add(Reject reject) => current.Add(reject);

    public ReadFile Read(byte[] bytes) => Read(() => new MemoryStream(bytes));

    /// <summary>Appends a file's rows to those already in the batch.</summary>
    public ReadFile Read(Func<Stream> open)
    {
        current = new ReadFile();
        reader.Open(7, open);
        var first = batch.Count;
        while (reader.Read(batch))
        {
            current.Keep(batch, first);
            batch.Clear();
            first = 0;
        }
        current.Keep(batch, first);
        if (batch.Count > RowBatch.Capacity / 2)
            batch.Clear();
        current.End(reader.Account);
        return current;
    }

    public void Dispose() => reader.Dispose();
}
