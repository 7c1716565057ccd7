using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>
/// Rejects for people: where there are many, how many of each kind in each file first; then where and why on one line, what was found on the next,
/// and the row.
/// </summary>
internal static class RejectList
{
    /// <summary>Characters of a row that are shown where no screen sets a limit.</summary>
    const int MostRaw = 200;

    /// <summary>Rejects that are listed without a summary, and kinds that the summary names.</summary>
    const int Few = 10, MostKinds = 30;

    /// <summary>Writes at most <paramref name="limit"/> rejects, and how many there are.</summary>
    public static void Write(PlainWriter writer, DbDataReader reader, int limit, int width)
    {
        var (count, first) = (0L, new List<string>());
        var kinds = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (++count <= limit)
                first.Add(Describe(reader, Math.Min(width, MostRaw)));
            var kind = $"{Why(reader)}  {Text(reader, "file")}";
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }
        if (count > Few && kinds.Count < count)
            WriteKinds(writer, kinds);
        foreach (var reject in first)
            writer.WriteLine(reject);
        if (count == 0)
            writer.WriteLine("No rejects.");
        else
            writer.WriteLine(count <= limit
                ? Quantity.Of(count, "reject")
                : $"The first {Quantity.Count(limit)} of {Quantity.Of(count, "reject")}. --limit N shows more; --format csv or json shows all, with complete rows.");
    }

    static void WriteKinds(PlainWriter writer, Dictionary<string, long> kinds)
    {
        foreach (var (kind, count) in kinds.OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal).Take(MostKinds))
            writer.WriteLine($"{Quantity.Count(count),8} × {kind}");
        if (kinds.Count > MostKinds)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"         … and {kinds.Count - MostKinds} more combinations of reason and file"));
        writer.WriteLine();
    }

    static string Describe(DbDataReader reader, int width)
    {
        var found = Text(reader, "found");
        var raw = Text(reader, "raw");
        return $"""
            {Text(reader, "file")}:{Text(reader, "line")}  {Why(reader)}
                {(found.Length > 0 ? $"found {found}, " : "")}expected {Text(reader, "expected")}
                {(raw.Length <= width - 4 ? raw : raw[..(width - 5)] + "…")}

            """;
    }

    static string Why(DbDataReader reader) => Text(reader, "reason") + (Text(reader, "field") is { Length: > 0 } field ? " in " + field : "");

    static string Text(DbDataReader reader, string column) =>
        ResultValue.Read(reader, reader.GetOrdinal(column)) is { } value ? PlainText.OneLine(ValueText.Of(value)) : "";
}
