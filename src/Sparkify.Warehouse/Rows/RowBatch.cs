using System.Text;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Rows;

/// <summary>
/// Up to 2,048 typed rows of one table, column by column: what readers fill and an engine's bulk path takes in.
/// Reused from batch to batch; belongs to one thread at a time. Its size does not depend on the input's.
/// </summary>
public sealed class RowBatch
{
    /// <summary>The most rows of a batch.</summary>
    public const int Capacity = 2048;

    /// <summary>The most bytes of text that one row may have, all its text columns together.</summary>
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

    /// <summary>One buffer a column, in the table's order.</summary>
    public ColumnBuffer[] Columns { get; }

    /// <summary>The UTF-8 of all text cells; pinned, so engines may hand out pointers into it until the next <see cref="Clear"/>.</summary>
    public byte[] Text { get; } = GC.AllocateUninitializedArray<byte>(TextSize, pinned: true);

    /// <summary>How many bytes of <see cref="Text"/> are used.</summary>
    public int TextLength { get; private set; }

    /// <summary>How many rows the batch holds.</summary>
    public int Count { get; private set; }

    /// <summary>Whether another row of any size may not fit.</summary>
    public bool IsFull => Count == Capacity || TextLength > TextSize - MaxRowText;

    /// <summary>The buffer of a column.</summary>
    public ColumnBuffer this[string column] => Columns[Table.IndexOf(column)];

    /// <summary>Counts the row that was just filled, at index <see cref="Count"/>. Columns nobody set are null.</summary>
    public void EndRow()
    {
        Count++;
        textOfEndedRows = TextLength;
    }

    /// <summary>Takes back what was set for the current row, which then is not counted.</summary>
    public void AbandonRow()
    {
        foreach (var column in Columns)
            column.Unset(Count);
        TextLength = textOfEndedRows;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        foreach (var column in Columns)
            column.Clear();
        Count = 0;
        TextLength = 0;
        textOfEndedRows = 0;
    }

    /// <summary>Space for a text of the current row, to be written by the caller and then kept by <see cref="KeepText"/>.</summary>
    public Span<byte> FreeText => Text.AsSpan(TextLength);

    /// <summary>Keeps the first bytes of <see cref="FreeText"/> as the current row's text in a column.</summary>
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

    /// <summary>Encodes a text into the current row; null leaves it null.</summary>
    public void SetText(ColumnBuffer column, string? text)
    {
        if (text is not null)
            KeepText(column, Encoding.UTF8.GetBytes(text, FreeText));
    }

    /// <summary>The UTF-8 of a text cell that has a value.</summary>
    public ReadOnlySpan<byte> TextOf(ColumnBuffer column, int row) => Text.AsSpan(column.Starts[row], column.Lengths[row]);
}
