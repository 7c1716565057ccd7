using System.IO.Hashing;
using System.Runtime.InteropServices;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>
/// The numbers that a load gives to the combinations of a group's texts, in the order in which they come. It knows those of the load alone, and of
/// these no more than fit into 16 MiB: a combination that was forgotten gets another number when it comes again. Not thread-safe.
/// </summary>
/// <param name="group">The group.</param>
/// <param name="capacity">How many bytes of texts it remembers.</param>
sealed class DuckDbTextNumbers(RepeatingTexts group, int capacity)
{
    /// <summary>The usual capacity, in bytes.</summary>
    public const int MostBytes = 16 << 20;
    const int NullLength = -1;

    readonly int[] columns = [.. group.Columns.Select(column => group.Texts.IndexOf(column.Name))];
    byte[] texts = new byte[1 << 16];
    Entry[] entries = new Entry[1 << 10];
    int[] slots = new int[1 << 11];
    int textLength, count, saved;
    int? first;

    /// <summary>Whether what is new has to be saved and all to be forgotten before more rows come.</summary>
    public bool IsFull => textLength >= capacity;

    /// <summary>Whether it knows which numbers are free.</summary>
    public bool HasBegun => first is not null;

    /// <summary>Begins after the highest number that is in use.</summary>
    public void BeginAfter(int highest) => first = highest + 1;

    /// <summary>Forgets all texts. No number is given twice: what comes next is numbered after them.</summary>
    public void Forget()
    {
        first += count;
        (textLength, count, saved) = (0, 0, 0);
        Array.Clear(slots);
    }

    /// <summary>The numbers of a batch's rows.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="from">Which of the batch's columns are the group's, in its order.</param>
    /// <param name="numbers">One per row.</param>
    public void Number(RowBatch batch, ReadOnlySpan<int> from, Span<int> numbers)
    {
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = NumberOf(batch, from, row);
    }

    /// <summary>The combinations that are new since they were last saved, as rows of the group's table.</summary>
    public IRowSource New() => new ListedRows<int>(group.Texts, Enumerable.Range(saved, count - saved), Write);

    /// <summary>All there are have been saved.</summary>
    public void Saved() => saved = count;

    /// <summary>Whether there is something to save.</summary>
    public bool HasNew => saved < count;

    int NumberOf(RowBatch batch, ReadOnlySpan<int> from, int row)
    {
        var length = Append(batch, from, row);
        var text = texts.AsSpan(textLength, length);
        var hash = XxHash3.HashToUInt64(text);
        var slot = (int)hash & (slots.Length - 1);
        for (; slots[slot] is var used and not 0; slot = (slot + 1) & (slots.Length - 1))
        {
            ref var entry = ref entries[used - 1];
            if (entry.Hash == hash && texts.AsSpan(entry.Start, entry.Length).SequenceEqual(text))
                return first!.Value + used - 1;
        }
        if (count == entries.Length)
        {
            Array.Resize(ref entries, 2 * count);
            Rehash(4 * count);
            for (slot = (int)hash & (slots.Length - 1); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
            {
            }
        }
        entries[count] = new Entry(hash, textLength, length);
        textLength += length;
        slots[slot] = ++count;
        return first!.Value + count - 1;
    }

    /// <summary>Writes a row's texts behind those that are kept, each after its length.</summary>
    int Append(RowBatch batch, ReadOnlySpan<int> from, int row)
    {
        var needed = textLength + RowBatch.MaxRowText + (from.Length * sizeof(int));
        if (needed > texts.Length)
            Array.Resize(ref texts, Math.Max(needed, 2 * texts.Length));
        var free = texts.AsSpan(textLength);
        var length = 0;
        foreach (var column in from)
        {
            var buffer = batch.Columns[column];
            var has = buffer.HasValue(row);
            MemoryMarshal.Write(free[length..], has ? buffer.Lengths[row] : NullLength);
            length += sizeof(int);
            if (!has)
                continue;
            batch.TextOf(buffer, row).CopyTo(free[length..]);
            length += buffer.Lengths[row];
        }
        return length;
    }

    void Write(int index, RowBatch rows)
    {
        var text = texts.AsSpan(entries[index].Start, entries[index].Length);
        rows.Columns[0].Set(rows.Count, first!.Value + index);
        foreach (var column in columns)
        {
            var length = MemoryMarshal.Read<int>(text);
            text = text[sizeof(int)..];
            if (length == NullLength)
                continue;
            rows.SetText(rows.Columns[column], text[..length]);
            text = text[length..];
        }
        rows.EndRow();
    }

    void Rehash(int size)
    {
        slots = new int[size];
        for (var index = 0; index < count; index++)
        {
            var slot = (int)entries[index].Hash & (size - 1);
            while (slots[slot] != 0)
                slot = (slot + 1) & (size - 1);
            slots[slot] = index + 1;
        }
    }

    readonly record struct Entry(ulong Hash, int Start, int Length);
}
