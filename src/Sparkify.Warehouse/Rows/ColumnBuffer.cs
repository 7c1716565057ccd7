using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Rows;

/// <summary>One column of a <see cref="RowBatch"/>: fixed-width values, and one bit per row that says whether it has a value.</summary>
public sealed class ColumnBuffer
{
    readonly ulong[] validity = new ulong[RowBatch.Capacity / 64];

    internal ColumnBuffer(Column column)
    {
        Column = column;
        switch (column.Type.Kind)
        {
            case ColumnKind.Int32 or ColumnKind.Date: Int32s = new int[RowBatch.Capacity]; break;
            case ColumnKind.Int64 or ColumnKind.Timestamp: Int64s = new long[RowBatch.Capacity]; break;
            case ColumnKind.Double: Doubles = new double[RowBatch.Capacity]; break;
            case ColumnKind.Boolean: Booleans = new bool[RowBatch.Capacity]; break;
            case ColumnKind.Text:
                Starts = new int[RowBatch.Capacity];
                Lengths = new int[RowBatch.Capacity];
                break;
            default: throw new ArgumentException($"Batches do not support {column.Type.Kind} (column {column.Name}).", nameof(column));
        }
    }

    /// <summary>The column of the table that this buffer fills.</summary>
    public Column Column { get; }

    /// <summary>Bit r % 64 of word r / 64 is 1 if row r has a value. Rows start as null.</summary>
    public ReadOnlySpan<ulong> Validity => validity;

    /// <summary>Values of an Int32 column, and of a Date column as days since 1970-01-01.</summary>
    public int[] Int32s { get; } = [];

    /// <summary>Values of an Int64 column, and of a Timestamp column as microseconds since 1970-01-01 UTC.</summary>
    public long[] Int64s { get; } = [];

    /// <summary>Values of a Double column.</summary>
    public double[] Doubles { get; } = [];

    /// <summary>Values of a Boolean column.</summary>
    public bool[] Booleans { get; } = [];

    /// <summary>Of a Text column: the offset of row r's UTF-8 in <see cref="RowBatch.Text"/>.</summary>
    public int[] Starts { get; } = [];

    /// <summary>Of a Text column: the number of bytes of row r's text.</summary>
    public int[] Lengths { get; } = [];

    /// <summary>Whether a row has a value.</summary>
    public bool HasValue(int row) => (validity[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>Sets a row's Int32 or Date.</summary>
    public void Set(int row, int value)
    {
        Int32s[row] = value;
        MarkValid(row);
    }

    /// <summary>Sets a row's Int64, or Timestamp in microseconds.</summary>
    public void Set(int row, long value)
    {
        Int64s[row] = value;
        MarkValid(row);
    }

    /// <summary>Sets a row's Double.</summary>
    public void Set(int row, double value)
    {
        Doubles[row] = value;
        MarkValid(row);
    }

    /// <summary>Sets a row's Boolean.</summary>
    public void Set(int row, bool value)
    {
        Booleans[row] = value;
        MarkValid(row);
    }

    /// <summary>Sets a row's text, which is already in <see cref="RowBatch.Text"/>.</summary>
    public void SetText(int row, int start, int length)
    {
        Starts[row] = start;
        Lengths[row] = length;
        MarkValid(row);
    }

    internal void Unset(int row) => validity[row >> 6] &= ~(1UL << (row & 63));

    internal void Clear() => Array.Clear(validity);

    void MarkValid(int row) => validity[row >> 6] |= 1UL << (row & 63);
}
