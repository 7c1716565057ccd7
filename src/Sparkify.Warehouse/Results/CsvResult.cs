using System.Buffers;
using System.Data.Common;

namespace Sparkify.Warehouse.Results;

/// <summary>Writes rows as CSV (RFC 4180) with a header, streaming, never truncated. Null is an empty field, empty text is "".</summary>
internal static class CsvResult
{
    const string EndOfRecord = "\r\n";

    static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the reader's remaining rows.</summary>
    public static void Write(DbDataReader reader, TextWriter writer, CancellationToken cancellation)
    {
        var columns = reader.FieldCount;
        for (var i = 0; i < columns; i++)
            WriteField(writer, i, reader.GetName(i));
        writer.Write(EndOfRecord);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < columns; i++)
                WriteField(writer, i, ResultValue.Read(reader, i) is { } value ? ValueText.Of(value) : null);
            writer.Write(EndOfRecord);
        }
        writer.Flush();
    }

    /// <summary>Writes one record.</summary>
    public static void WriteRecord(TextWriter writer, IReadOnlyList<string?> fields)
    {
        for (var i = 0; i < fields.Count; i++)
            WriteField(writer, i, fields[i]);
        writer.Write(EndOfRecord);
    }

    static void WriteField(TextWriter writer, int column, string? text)
    {
        if (column > 0)
            writer.Write(',');
        if (text is null)
            return;
        if (text.Length > 0 && !text.AsSpan().ContainsAny(NeedsQuotes))
        {
            writer.Write(text);
            return;
        }
        writer.Write('"');
        writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
