using System.Buffers;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>Makes rows of a reader to JSON arrays of texts and nulls, the form in which pages are asked for, and hands them on some hundred at a time.</summary>
sealed class RowEncoder(IReadOnlyList<ResultColumn> columns, IResultSink sink) : IDisposable
{
    const int BlockBytes = 1 << 18;

    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ArrayBufferWriter<byte> pending = new(BlockBytes * 2);
    readonly List<int> lengths = [];
    Utf8JsonWriter? json;

    /// <summary>Rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes in the current row of a reader; a <see cref="WarehouseException"/> says which column makes it larger than a row may be.</summary>
    public void Add(DbDataReader reader, Func<int, long> sizes, long mostBytes)
    {
        json ??= new Utf8JsonWriter(pending, Json);
        json.Reset();
        json.WriteStartArray();
        var size = 0L;
        for (var i = 0; i < columns.Count; i++)
        {
            size += sizes(i);
            if (size > mostBytes)
                throw new WarehouseException(
                    $"Row {Rows + 1:N0} has {size:N0} bytes up to column {columns[i].Name}; the limit for a row is {mostBytes >> 20:N0} MiB. Select a part of the value, such as left(x, 1000), or rows instead of a list.");
            if (ResultValue.Read(reader, i) is { } value)
            {
                columns[i].Notice(value);
                json.WriteStringValue(ValueText.Of(value));
            }
            else
            {
                json.WriteNullValue();
            }
        }
        json.WriteEndArray();
        json.Flush();
        lengths.Add((int)json.BytesCommitted);
        Rows++;
        Bytes += json.BytesCommitted;
        if (pending.WrittenCount >= BlockBytes)
            Flush();
    }

    /// <summary>Hands on all that was taken in.</summary>
    public void Flush()
    {
        if (lengths.Count > 0)
            sink.Add(pending.WrittenSpan, CollectionsMarshal.AsSpan(lengths));
        pending.ResetWrittenCount();
        lengths.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => json?.Dispose();
}
