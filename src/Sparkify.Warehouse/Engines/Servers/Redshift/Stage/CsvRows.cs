using System.Buffers.Text;
using System.Globalization;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Redshift.Stage;

/// <summary>
/// Rows as COPY … CSV reads them back exactly: texts always in quotes, with quotes doubled; everything else in a form that is read alike
/// everywhere; null is a word that no value is. Texts that are longer than the column are cut, at the end of a character.
/// </summary>
/// <param name="nullWord">The word for null.</param>
sealed class CsvRows(ReadOnlyMemory<byte> nullWord)
{
    /// <summary>The most bytes that a row may become: every byte of its texts a quote, and 100 bytes for each of other columns.</summary>
    public const int MostRowBytes = (2 * RowBatch.MaxRowText) + (100 * 64);

    /// <summary>Writes one row with its line end; returns how many bytes it took.</summary>
    public int Write(RowBatch batch, int row, Span<byte> to)
    {
        var used = 0;
        foreach (var column in batch.Columns)
        {
            if (used > 0)
                to[used++] = (byte)',';
            used += column.HasValue(row) ? Write(batch, column, row, to[used..]) : Null(to[used..]);
        }
        to[used++] = (byte)'\n';
        return used;
    }

    int Null(Span<byte> to)
    {
        nullWord.Span.CopyTo(to);
        return nullWord.Length;
    }

    static int Write(RowBatch batch, ColumnBuffer column, int row, Span<byte> to)
    {
        switch (column.Column.Type.Kind)
        {
            case ColumnKind.Int32:
                return Utf8Formatter.TryFormat(column.Int32s[row], to, out var small) ? small : throw TooLong();
            case ColumnKind.Int64:
                return Utf8Formatter.TryFormat(column.Int64s[row], to, out var large) ? large : throw TooLong();
            case ColumnKind.Double:
                // Doubles below the smallest normal one (2.2E-308) are out of range there.
                var value = double.IsSubnormal(column.Doubles[row]) ? 0 : column.Doubles[row];
                return value.TryFormat(to, out var real, "R", CultureInfo.InvariantCulture) ? real : throw TooLong();
            case ColumnKind.Timestamp:
                return (DateTime.UnixEpoch + TimeSpan.FromMicroseconds(column.Int64s[row])).TryFormat(to, out var instant, "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
                    ? instant : throw TooLong();
            case ColumnKind.Date:
                return DateTime.UnixEpoch.AddDays(column.Int32s[row]).TryFormat(to, out var day, "yyyy-MM-dd", CultureInfo.InvariantCulture) ? day : throw TooLong();
            case ColumnKind.Boolean:
                ReadOnlySpan<byte> word = column.Booleans[row] ? "true"u8 : "false"u8;
                word.CopyTo(to);
                return word.Length;
            case ColumnKind.Text:
                return Quote(Cut(batch.TextOf(column, row), TextLimit.Of(column.Column.Type)), to);
            default:
                throw new ArgumentException($"Column {column.Column.Name} is of a kind that batches do not carry.", nameof(column));
        }
    }

    static int Quote(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var used = 0;
        to[used++] = (byte)'"';
        while (text.IndexOf((byte)'"') is >= 0 and var quote)
        {
            text[..(quote + 1)].CopyTo(to[used..]);
            used += quote + 1;
            to[used++] = (byte)'"';
            text = text[(quote + 1)..];
        }
        text.CopyTo(to[used..]);
        used += text.Length;
        to[used++] = (byte)'"';
        return used;
    }

    static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int most)
    {
        if (text.Length <= most)
            return text;
        // A byte 10xxxxxx continues a character that began before it.
        while ((text[most] & 0b1100_0000) == 0b1000_0000)
            most--;
        return text[..most];
    }

    static InvalidOperationException TooLong() => new("A row needs more room than it may take.");
}
