using System.Text;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift.Stage;

/// <summary>Finds a row that COPY refused in the rows as they were staged, since not every version of the server shows the value.</summary>
static class StagedRow
{
    /// <summary>The values of the row on a line of a staged object; null if there is no such line. Null values are empty.</summary>
    public static IReadOnlyList<string>? Find(RowSpool rows, StagedObject staged, long line)
    {
        using var piece = new MemoryStream(staged.Length);
        rows.CopyTo(piece, staged.Start, staged.Length);
        return Find(piece.GetBuffer().AsSpan(0, (int)piece.Length), line);
    }

    /// <summary>The value of a column in a row.</summary>
    public static string? Value(IReadOnlyList<string>? row, Table table, string column) =>
        row is not null && table.Columns.FirstOrDefault(known => known.Name == column) is { } known && table.IndexOf(known.Name) is var index && index < row.Count ? row[index] : null;

    static List<string>? Find(ReadOnlySpan<byte> csv, long line)
    {
        // A line end within quotes ends a line of the object, but not the row.
        var (isQuoted, number, start) = (false, 1L, 0);
        for (var i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"')
                isQuoted = !isQuoted;
            if (csv[i] != '\n')
                continue;
            if (!isQuoted)
            {
                if (line <= number)
                    return Fields(csv[start..i]);
                start = i + 1;
            }
            number++;
        }
        return null;
    }

    static List<string> Fields(ReadOnlySpan<byte> row)
    {
        var fields = new List<string>();
        var (isQuoted, start) = (false, 0);
        for (var i = 0; i <= row.Length; i++)
        {
            if (i < row.Length && row[i] == '"')
                isQuoted = !isQuoted;
            if (i < row.Length && (row[i] != ',' || isQuoted))
                continue;
            fields.Add(Text(row[start..i]));
            start = i + 1;
        }
        return fields;
    }

    static string Text(ReadOnlySpan<byte> field)
    {
        var text = Encoding.UTF8.GetString(field);
        return text is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }
}
