namespace Sparkify.Warehouse.Reports;

/// <summary>A standard report: one question an analyst asks of the front room, and the select that answers it.</summary>
/// <param name="Name">How it is called: "top-songs".</param>
/// <param name="Title">What stands above its table.</param>
/// <param name="Question">The question, in one line.</param>
/// <param name="BarColumn">The column that is drawn as a bar; null for none.</param>
/// <param name="Sql">One select on the front room, the same on every engine.</param>
/// <param name="Reads">What it reads of which table: a test holds it against an engine's plan.</param>
/// <param name="Joins">What it joins on: a test holds it against the parsed select.</param>
public sealed record Report(
    string Name, string Title, string Question, string? BarColumn, string Sql, IReadOnlyList<ReportRead> Reads, IReadOnlyList<ReportJoin> Joins)
{
    /// <summary>Reads a report from its file: "-- key: value" lines, then the select.</summary>
    public static Report Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var headers = text.Split('\n')
            .TakeWhile(line => line.StartsWith("-- ", StringComparison.Ordinal))
            .Select(line => line[3..].Split(": ", 2))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);
        return new(
            name, Required("title"), Required("question"), headers["bar"].FirstOrDefault(), text.Trim(),
            [.. headers["reads"].Select(line => ReportRead.Parse(line) ?? throw Unreadable("reads", "songs (song_id, title)"))],
            [.. headers["join"].Select(line => ReportJoin.Parse(line) ?? throw Unreadable("join", "songplays.song_id = songs.song_id"))]);

        string Required(string key) => headers[key].FirstOrDefault()
            ?? throw new InvalidOperationException($"reports/{name}.sql has no line \"-- {key}: …\" at its top.");

        InvalidOperationException Unreadable(string key, string example) => new($"reports/{name}.sql has a line \"-- {key}: …\" that is not like \"-- {key}: {example}\".");
    }
}
