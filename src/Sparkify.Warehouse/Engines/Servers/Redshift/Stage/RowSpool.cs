using System.Buffers;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Redshift.Stage;

/// <summary>
/// The rows of one COPY, as CSV, in a file without a name, until their number is known: only then can they be cut into pieces
/// of even size. Memory does not depend on their number.
/// </summary>
sealed class RowSpool : IDisposable
{
    /// <summary>The most bytes of a piece, before it is packed: small enough to be packed in memory, large enough for COPY.</summary>
    public const int MostPieceBytes = 32 << 20;

    /// <summary>Fewer bytes are not worth a piece of their own, whatever the number of slices.</summary>
    const int LeastPieceBytes = 64 << 10;

    const int BytesBetweenCuts = 4 << 10;
    const int BufferBytes = 1 << 20;

    readonly string folder;
    readonly CsvRows csv;
    readonly FileStream file;
    readonly List<long> cuts = [0];
    readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes + CsvRows.MostRowBytes);
    int used;
    long length;

    /// <param name="folder">The folder of the file.</param>
    /// <param name="csv">How rows are written.</param>
    public RowSpool(string folder, CsvRows csv)
    {
        (this.folder, this.csv) = (folder, csv);
        file = Attempt(() => ScratchFile.Create(folder, "stage", bufferSize: 0));
    }

    /// <summary>Bytes of all rows.</summary>
    public long Length => length;

    /// <summary>Adds the rows of a batch.</summary>
    public void Write(RowBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            if (length - cuts[^1] >= BytesBetweenCuts)
                cuts.Add(length);
            var bytes = csv.Write(batch, row, buffer.AsSpan(used));
            (used, length) = (used + bytes, length + bytes);
            if (used >= BufferBytes)
                Flush();
        }
    }

    /// <summary>
    /// Cuts all rows into pieces of even size: as many as there are slices, or the smallest multiple of that with no piece over the limit;
    /// where that would make crumbs, fewer.
    /// </summary>
    public IReadOnlyList<(long Start, int Length)> Pieces(int slices, long mostBytes = MostPieceBytes)
    {
        Flush();
        if (length == 0)
            return [];
        var count = length < (long)slices * LeastPieceBytes
            ? Math.Max(1, length / LeastPieceBytes)
            : slices * ((length + (slices * mostBytes) - 1) / (slices * mostBytes));
        var ends = Enumerable.Range(1, (int)count).Select(piece => piece == count ? length : CutAt(length * piece / count)).Distinct().ToList();
        return [.. ends.Select((end, i) => (Start: i == 0 ? 0 : ends[i - 1], End: end)).Where(piece => piece.End > piece.Start).Select(piece => (piece.Start, (int)(piece.End - piece.Start)))];
    }

    /// <summary>Copies a piece; several threads may do so at once.</summary>
    public void CopyTo(Stream to, long start, int bytes)
    {
        var block = ArrayPool<byte>.Shared.Rent(Math.Min(bytes, BufferBytes));
        try
        {
            for (var end = start + bytes; start < end;)
            {
                var read = RandomAccess.Read(file.SafeFileHandle, block.AsSpan(0, (int)Math.Min(block.Length, end - start)), start);
                if (read == 0)
                    throw new EndOfStreamException($"The rows kept in {folder} end too early.");
                to.Write(block, 0, read);
                start += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        file.Dispose();
    }

    /// <summary>The boundary between rows that is next to a place.</summary>
    long CutAt(long place)
    {
        var found = cuts.BinarySearch(place);
        if (found >= 0)
            return place;
        var above = ~found;
        if (above == cuts.Count)
            return cuts[^1];
        return cuts[above] - place < place - cuts[above - 1] ? cuts[above] : cuts[above - 1];
    }

    void Flush()
    {
        if (used == 0)
            return;
        Attempt(() =>
        {
            RandomAccess.Write(file.SafeFileHandle, buffer.AsSpan(0, used), length - used);
            return used;
        });
        used = 0;
    }

    // The fault is not that of the file being read, with which the load would continue.
    T Attempt<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WarehouseException(
                $"The rows on their way into the warehouse cannot be kept in {folder}: {error.Message} The front room is as it was. Free space there, or name another folder with TMPDIR, and run etl again.", cause: error);
        }
    }
}
