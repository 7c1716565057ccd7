using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;
using static DuckDB.NET.Native.NativeMethods;

namespace Sparkify.Warehouse.Engines.DuckDb.Native;

/// <summary>Fills a vector of DuckDB's C interface from a column of a batch.</summary>
static unsafe class DuckDbVector
{
    /// <summary>Length up to which a string is stored inside its <see cref="StringValue"/>.</summary>
    const int InlineLength = 12;

    /// <summary>The type a column is handed over as.</summary>
    public static DuckDBType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Int32 => DuckDBType.Integer,
        ColumnKind.Int64 => DuckDBType.BigInt,
        ColumnKind.Double => DuckDBType.Double,
        ColumnKind.Boolean => DuckDBType.Boolean,
        ColumnKind.Text => DuckDBType.Varchar,
        ColumnKind.Timestamp => DuckDBType.Timestamp,
        ColumnKind.Date => DuckDBType.Date,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Batches carry no such column."),
    };

    /// <summary>Copies the batch's rows. Text longer than 12 bytes is pointed to, not copied: the batch must not change until the engine asks for the next chunk.</summary>
    public static void Fill(nint vector, RowBatch batch, ColumnBuffer column)
    {
        var rows = batch.Count;
        CopyValidity(vector, column.Validity, rows);
        var data = Vectors.DuckDBVectorGetData(vector);
        switch (column.Column.Type.Kind)
        {
            case ColumnKind.Int32 or ColumnKind.Date:
                column.Int32s.AsSpan(0, rows).CopyTo(new Span<int>(data, rows));
                break;
            case ColumnKind.Int64 or ColumnKind.Timestamp:
                column.Int64s.AsSpan(0, rows).CopyTo(new Span<long>(data, rows));
                break;
            case ColumnKind.Double:
                column.Doubles.AsSpan(0, rows).CopyTo(new Span<double>(data, rows));
                break;
            case ColumnKind.Boolean:
                column.Booleans.AsSpan(0, rows).CopyTo(new Span<bool>(data, rows));
                break;
            default:
                CopyText(new Span<StringValue>(data, rows), batch, column);
                break;
        }
    }

    /// <summary>Copies numbers, of which none is null.</summary>
    public static void Fill(nint vector, ReadOnlySpan<int> values) => values.CopyTo(new Span<int>(Vectors.DuckDBVectorGetData(vector), values.Length));

    static void CopyValidity(nint vector, ReadOnlySpan<ulong> validity, int rows)
    {
        if (AllValid(validity, rows))
            return;
        Vectors.DuckDBVectorEnsureValidityWritable(vector);
        validity.CopyTo(new Span<ulong>(Vectors.DuckDBVectorGetValidity(vector), validity.Length));
    }

    static bool AllValid(ReadOnlySpan<ulong> validity, int rows)
    {
        var whole = rows >> 6;
        if (validity[..whole].ContainsAnyExcept(ulong.MaxValue))
            return false;
        var rest = (1UL << (rows & 63)) - 1;
        return rest == 0 || (validity[whole] & rest) == rest;
    }

    static void CopyText(Span<StringValue> target, RowBatch batch, ColumnBuffer column)
    {
        // The batch's text is pinned for as long as it lives, so its address holds.
        var text = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(batch.Text));
        for (var row = 0; row < target.Length; row++)
        {
            ref var value = ref target[row];
            value = default;
            if (!column.HasValue(row))
                continue;
            var length = column.Lengths[row];
            var bytes = text + column.Starts[row];
            value.Length = (uint)length;
            if (length <= InlineLength)
            {
                Unsafe.CopyBlockUnaligned(ref value.Inline, ref *bytes, (uint)length);
            }
            else
            {
                value.Prefix = Unsafe.ReadUnaligned<uint>(bytes);
                value.Pointer = (nint)bytes;
            }
        }
    }

    /// <summary>DuckDB's <c>duckdb_string_t</c> (duckdb.h): a length, then up to 12 bytes in place, or 4 bytes of prefix and a pointer.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    struct StringValue
    {
        [FieldOffset(0)] public uint Length;
        [FieldOffset(4)] public byte Inline;
        [FieldOffset(4)] public uint Prefix;
        [FieldOffset(8)] public nint Pointer;
    }
}
