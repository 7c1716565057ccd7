using System.Buffers;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>Encodes the rows of a reader as JSON arrays of texts and nulls, the form that pages request, and passes them on a few hundred at a time.</summary>
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

    /// <summary>Adds the current row of a reader; throws a <see cref="WarehouseException"/> that names the column if the row is too large.</summary>
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

    /// <summary>Passes on all added rows.</summary>
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
