using System.Data.Common;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>Rejects for people: where and why on one line, what was found on the next, then the row.</summary>
internal static class RejectList
{
    /// <summary>Characters of a row that are shown where no screen sets a limit.</summary>
    const int MostRaw = 200;

    /// <summary>Writes at most <paramref name="limit"/> rejects, and how many there are.</summary>
    public static void Write(TextWriter writer, DbDataReader reader, int limit, int width)
    {
        var count = 0L;
        while (reader.Read())
            if (++count <= limit)
                WriteOne(writer, reader, Math.Min(width, MostRaw));
        if (count == 0)
            writer.WriteLine("No rejects.");
        else
            writer.WriteLine(count <= limit
                ? Quantity.Of(count, "reject")
                : $"The first {Quantity.Count(limit)} of {Quantity.Count(count)} rejects. More with --limit N; all of them, with their whole rows, with --format csv or json.");
    }

    static void WriteOne(TextWriter writer, DbDataReader reader, int width)
    {
        var field = Text(reader, "field");
        writer.WriteLine($"{Text(reader, "file")}:{Text(reader, "line")}  {Text(reader, "reason")}{(field.Length > 0 ? " in " + field : "")}");
        var found = Text(reader, "found");
        writer.WriteLine($"    {(found.Length > 0 ? $"found {found}, " : "")}expected {Text(reader, "expected")}");
        writer.WriteLine("    " + OneLine(Text(reader, "raw"), width - 4));
        writer.WriteLine();
    }

    static string Text(DbDataReader reader, string column) => ResultValue.Read(reader, reader.GetOrdinal(column)) is { } value ? ValueText.Of(value) : "";

    static string OneLine(string text, int width)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, width)).ToString();
        var line = string.Concat(start.Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length <= width ? line : line[..^1] + "…";
    }
}
