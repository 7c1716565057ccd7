using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>
/// The rows of one result, in an unnamed file: each is a JSON array of texts and nulls, in the form in which pages of rows are requested. It takes
/// eight bytes of memory per row. One thread writes; any number of threads read.
/// </summary>
sealed class ResultSpool : IDisposable
{
    const int MostTogether = 1 << 20;
    const int BlockRows = 1 << 14;

    readonly SafeFileHandle file;
    readonly List<long[]> ends = [];
    long bytes;
    int count;
    int holders = 1;

    /// <summary>Creates an empty spool in a folder that only this process can access.</summary>
    public ResultSpool(string folder, IReadOnlyList<ResultColumn> columns)
    {
        Columns = columns;
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // It exists only while it is open, so that a killed process leaves nothing behind.
        File.Delete(path);
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Rows that can be read.</summary>
    public int Rows => Volatile.Read(ref count);

    /// <summary>Adds rows: their JSON arrays one after the other, and the length of each in bytes. Readers see them at once.</summary>
    public void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths)
    {
        RandomAccess.Write(file, rows, bytes);
        foreach (var length in lengths)
        {
            bytes += length;
            if (count % BlockRows == 0)
                lock (ends)
                    ends.Add(new long[BlockRows]);
            ends[^1][count % BlockRows] = bytes;
            Volatile.Write(ref count, count + 1);
        }
    }

    /// <summary>One row, as its JSON array.</summary>
    public byte[] Read(int row)
    {
        var begin = row == 0 ? 0 : End(row - 1);
        return Read(begin, End(row));
    }

    /// <summary>Consecutive rows, each as its JSON array.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read(int from, int count)
    {
        const int Together = 512;
        for (int row = from, last; row < from + count; row = last + 1)
        {
            last = Math.Min(row + Together, from + count) - 1;
            var begin = row == 0 ? 0 : End(row - 1);
            // Long rows come one by one.
            if (End(last) - begin > MostTogether)
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
    public static string?[] Cells(ReadOnlySpan<byte> row, int columns)
    {
        var cells = new string?[columns];
        var json = new Utf8JsonReader(row);
        json.Read();
        for (var i = 0; i < columns && json.Read(); i++)
            cells[i] = json.GetString();
        return cells;
    }

    /// <summary>Bytes on the disk.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Adds a holder, which must dispose it as well; false if it is already gone.</summary>
    public bool TryHold()
    {
        lock (ends)
        {
            if (holders == 0)
                return false;
            holders++;
            return true;
        }
    }

    /// <summary>Releases it. The file is removed with its last holder.</summary>
    public void Dispose()
    {
        lock (ends)
        {
            if (holders > 0 && --holders == 0)
                file.Dispose();
        }
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
