using System.Buffers;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>
/// The rows of one result, in a file that has no name: each as a JSON array of texts and nulls, in the form in which pages are asked for. Memory is
/// eight bytes a row. One thread writes; any number read what has been flushed.
/// </summary>
sealed class ResultSpool : IDisposable
{
    const int FlushBytes = 1 << 18;
    const int BlockRows = 1 << 14;

    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly SafeFileHandle file;
    readonly ArrayBufferWriter<byte> pending = new(FlushBytes * 2);
    readonly Utf8JsonWriter writer;
    readonly List<long[]> ends = [];
    long flushedBytes;
    int written;
    int flushed;

    /// <summary>Makes an empty one in a folder that only this process may enter.</summary>
    public ResultSpool(string folder, IReadOnlyList<ResultColumn> columns)
    {
        Columns = columns;
        writer = new Utf8JsonWriter(pending, Json);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // It lives as long as it is open, so that a process that is killed leaves nothing.
        File.Delete(path);
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Rows that can be read.</summary>
    public int Rows => Volatile.Read(ref flushed);

    /// <summary>Bytes of all rows, those that wait to be flushed included.</summary>
    public long Bytes => flushedBytes + pending.WrittenCount;

    /// <summary>Takes in the row at which a reader stands; a <see cref="WarehouseException"/> says which column makes it larger than a row may be.</summary>
    public void Add(DbDataReader reader, Func<int, long> sizes, long mostBytes)
    {
        writer.WriteStartArray();
        var size = 0L;
        for (var i = 0; i < Columns.Count; i++)
        {
            size += sizes(i);
            if (size > mostBytes)
                throw new WarehouseException(
                    $"Row {written + 1:N0} holds {size:N0} bytes up to its column {Columns[i].Name}; {mostBytes >> 20:N0} MiB are the most that a row may have here. Ask for a part of it, such as left(x, 1000), or for rows in place of a list.");
            if (ResultValue.Read(reader, i) is { } value)
            {
                Columns[i].Notice(value);
                writer.WriteStringValue(ValueText.Of(value));
            }
            else
            {
                writer.WriteNullValue();
            }
        }
        writer.WriteEndArray();
        writer.Flush();
        writer.Reset();
        if (written % BlockRows == 0)
            lock (ends)
                ends.Add(new long[BlockRows]);
        ends[^1][written++ % BlockRows] = Bytes;
        if (pending.WrittenCount >= FlushBytes)
            Flush();
    }

    /// <summary>Lets readers see all that was taken in.</summary>
    public void Flush()
    {
        RandomAccess.Write(file, pending.WrittenSpan, flushedBytes);
        flushedBytes += pending.WrittenCount;
        pending.ResetWrittenCount();
        Volatile.Write(ref flushed, written);
    }

    /// <summary>One row, as its JSON array.</summary>
    public byte[] Read(int row)
    {
        var begin = row == 0 ? 0 : End(row - 1);
        return Read(begin, End(row));
    }

    /// <summary>Rows that follow one another, each as its JSON array.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read(int from, int count)
    {
        const int Together = 512;
        for (int row = from, last; row < from + count; row = last + 1)
        {
            last = Math.Min(row + Together, from + count) - 1;
            var begin = row == 0 ? 0 : End(row - 1);
            // Long rows come one by one.
            if (End(last) - begin > FlushBytes * 4)
                last = row;
            var bytes = Read(begin, End(last));
            var at = 0;
            for (var i = row; i <= last; i++)
            {
                var end = (int)(End(i) - begin);
                yield return bytes.AsMemory(at, end - at);
                at = end;
            }
        }
    }

    /// <summary>The cells of a row.</summary>
    public static string?[] Cells(ReadOnlyMemory<byte> row, int columns)
    {
        var cells = new string?[columns];
        var json = new Utf8JsonReader(row.Span);
        json.Read();
        for (var i = 0; i < columns && json.Read(); i++)
            cells[i] = json.GetString();
        return cells;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        writer.Dispose();
        file.Dispose();
    }

    byte[] Read(long begin, long end)
    {
        var bytes = new byte[end - begin];
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(done), begin + done);
            if (read == 0)
                throw new EndOfStreamException("A kept result is shorter than it was written.");
            done += read;
        }
        return bytes;
    }

    long End(int row)
    {
        lock (ends)
            return ends[row / BlockRows][row % BlockRows];
    }
}
