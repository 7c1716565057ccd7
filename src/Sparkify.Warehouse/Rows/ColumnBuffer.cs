using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Rows;

/// <summary>One column of a <see cref="RowBatch"/>: fixed-width values, and a bit a row that says whether there is one.</summary>
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
            default: throw new ArgumentException($"Batches carry no {column.Type.Kind} (column {column.Name}).", nameof(column));
        }
    }

    /// <summary>The column of the table this one fills.</summary>
    public Column Column { get; }

    /// <summary>Bit r % 64 of word r / 64 is 1 where row r has a value. Rows start as null.</summary>
    public ReadOnlySpan<ulong> Validity => validity;

    /// <summary>Values of an Int32 column, and of a Date column as days since 1970-01-01.</summary>
    public int[] Int32s { get; } = [];

    /// <summary>Values of an Int64 column, and of a Timestamp column as microseconds since 1970-01-01 UTC.</summary>
    public long[] Int64s { get; } = [];

    /// <summary>Values of a Double column.</summary>
    public double[] Doubles { get; } = [];

    /// <summary>Values of a Boolean column.</summary>
    public bool[] Booleans { get; } = [];

    /// <summary>Of a Text column: where row r's UTF-8 begins in <see cref="RowBatch.Text"/>.</summary>
    public int[] Starts { get; } = [];

    /// <summary>Of a Text column: how many bytes row r's text has.</summary>
    public int[] Lengths { get; } = [];

    /// <summary>Whether a row has a value.</summary>
    public bool HasValue(int row) => (validity[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>Gives a row an Int32 or Date.</summary>
    public void Set(int row, int value)
    {
        Int32s[row] = value;
        MarkValid(row);
    }

    /// <summary>Gives a row an Int64 or a Timestamp in microseconds.</summary>
    public void Set(int row, long value)
    {
        Int64s[row] = value;
        MarkValid(row);
    }

    /// <summary>Gives a row a Double.</summary>
    public void Set(int row, double value)
    {
        Doubles[row] = value;
        MarkValid(row);
    }

    /// <summary>Gives a row a Boolean.</summary>
    public void Set(int row, bool value)
    {
        Booleans[row] = value;
        MarkValid(row);
    }

    /// <summary>Gives a row a text that already lies in <see cref="RowBatch.Text"/>.</summary>
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
