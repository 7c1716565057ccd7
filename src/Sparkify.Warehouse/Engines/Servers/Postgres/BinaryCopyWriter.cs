using System.Buffers.Binary;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// Writes batches of rows in the binary format of COPY (PostgreSQL's documentation of COPY, "Binary Format"): a row is its number of fields
/// (16 bits), then each field's length in bytes (32 bits, -1 for null) and its value, all in network order.
/// </summary>
sealed class BinaryCopyWriter(Stream to)
{
    /// <summary>Microseconds from 1970-01-01, where we count from, to 2000-01-01, where the server does.</summary>
    const long TimestampOrigin = 946_684_800_000_000;

    /// <summary>Days between the same.</summary>
    const int DateOrigin = 10_957;

    const int FlushAt = 128 * 1024;

    static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    static readonly byte[] Trailer = [0xFF, 0xFF];

    readonly byte[] buffer = new byte[FlushAt + RowBatch.MaxRowText + (64 * 1024)];
    int used;

    /// <summary>What comes before all rows.</summary>
    public void Begin() => Append(Header);

    /// <summary>All rows of a batch.</summary>
    public void Write(RowBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            Write(batch, row);
            if (used >= FlushAt)
                Flush();
        }
    }

    /// <summary>The end of the data, after all rows.</summary>
    public void End()
    {
        Append(Trailer);
        Flush();
    }

    void Write(RowBatch batch, int row)
    {
        var columns = batch.Columns;
        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(used), (short)columns.Length);
        used += sizeof(short);
        foreach (var column in columns)
        {
            if (!column.HasValue(row))
                Int32(-1);
            else
                Write(batch, column, row);
        }
    }

    void Write(RowBatch batch, ColumnBuffer column, int row)
    {
        switch (column.Column.Type.Kind)
        {
            case ColumnKind.Int32:
                Int32(sizeof(int));
                Int32(column.Int32s[row]);
                break;
            case ColumnKind.Date:
                Int32(sizeof(int));
                Int32(column.Int32s[row] - DateOrigin);
                break;
            case ColumnKind.Int64:
                Int32(sizeof(long));
                Int64(column.Int64s[row]);
                break;
            case ColumnKind.Timestamp:
                Int32(sizeof(long));
                Int64(column.Int64s[row] - TimestampOrigin);
                break;
            case ColumnKind.Double:
                Int32(sizeof(double));
                Int64(BitConverter.DoubleToInt64Bits(column.Doubles[row]));
                break;
            case ColumnKind.Boolean:
                Int32(1);
                buffer[used++] = column.Booleans[row] ? (byte)1 : (byte)0;
                break;
            default:
                var text = batch.TextOf(column, row);
                Int32(text.Length);
                Append(text);
                break;
        }
    }

    void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(used), value);
        used += sizeof(int);
    }

    void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(used), value);
        used += sizeof(long);
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    void Flush()
    {
        to.Write(buffer, 0, used);
        used = 0;
    }
}
