using System.Text;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Rows;

/// <summary>
/// Up to 2,048 typed rows of one table, in columns: filled by readers, stored by an engine's bulk load.
/// Reused for the next rows; used by one thread at a time. Its size does not depend on the input's.
/// </summary>
public sealed class RowBatch
{
    /// <summary>The maximum number of rows.</summary>
    public const int Capacity = 2048;

    /// <summary>The maximum bytes of text in one row, over all its text columns.</summary>
    public const int MaxRowText = 256 * 1024;

    const int TextSize = 2 * 1024 * 1024;

    int textOfEndedRows;

    /// <summary>An empty batch for rows of a table.</summary>
    public RowBatch(Table table)
    {
        Table = table;
        Columns = [.. table.Columns.Select(column => new ColumnBuffer(column))];
    }

    /// <summary>The table the rows belong to.</summary>
    public Table Table { get; }

    /// <summary>One buffer per column, in the table's order.</summary>
    public ColumnBuffer[] Columns { get; }

    /// <summary>The UTF-8 of all text values; pinned, so engines may use pointers into it until the next <see cref="Clear"/>.</summary>
    public byte[] Text { get; } = GC.AllocateUninitializedArray<byte>(TextSize, pinned: true);

    /// <summary>The number of bytes of <see cref="Text"/> in use.</summary>
    public int TextLength { get; private set; }

    /// <summary>The number of rows in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Whether another row of the maximum size might not fit.</summary>
    public bool IsFull => Count == Capacity || TextLength > TextSize - MaxRowText;

    /// <summary>The buffer of a column.</summary>
    public ColumnBuffer this[string column] => Columns[Table.IndexOf(column)];

    /// <summary>Completes the row at index <see cref="Count"/>. Columns that were not set are null.</summary>
    public void EndRow()
    {
        Count++;
        textOfEndedRows = TextLength;
    }

    /// <summary>Discards the values of the current row.</summary>
    public void AbandonRow()
    {
        foreach (var column in Columns)
            column.Unset(Count);
        TextLength = textOfEndedRows;
    }

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        foreach (var column in Columns)
            column.Clear();
        Count = 0;
        TextLength = 0;
        textOfEndedRows = 0;
    }

    /// <summary>Space for a text of the current row: the caller writes into it, then calls <see cref="KeepText"/>.</summary>
    public Span<byte> FreeText => Text.AsSpan(TextLength);

    /// <summary>Sets the current row's text in a column to the first bytes of <see cref="FreeText"/>.</summary>
    public void KeepText(ColumnBuffer column, int length)
    {
        column.SetText(Count, TextLength, length);
        TextLength += length;
    }

    /// <summary>Copies a text into the current row.</summary>
    public void SetText(ColumnBuffer column, ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Text.AsSpan(TextLength));
        KeepText(column, utf8.Length);
    }

    /// <summary>Encodes a text into the current row; null leaves the value null.</summary>
    public void SetText(ColumnBuffer column, string? text)
    {
        if (text is not null)
            KeepText(column, Encoding.UTF8.GetBytes(text, FreeText));
    }

    /// <summary>The UTF-8 of a text that is not null.</summary>
    public ReadOnlySpan<byte> TextOf(ColumnBuffer column, int row) => Text.AsSpan(column.Starts[row], column.Lengths[row]);
}
