using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sparkify.Warehouse.Reports;

/// <summary>A standard report: a question about the front room, and the select that answers it.</summary>
/// <param name="Name">Its name: "top-songs".</param>
/// <param name="Title">The title above its table.</param>
/// <param name="Question">The question, in one line.</param>
/// <param name="BarColumn">The column that is drawn as a bar; null for none.</param>
/// <param name="Sql">
/// One select on the front room, the same on every engine. A line <c>-- given NAME: CONDITION</c> applies if the filter has a value, which the
/// condition calls <c>$NAME</c>; otherwise it is a comment, so the file can be pasted into a console.
/// </param>
/// <param name="Reads">The columns it reads of each table; a test compares them with an engine's plan.</param>
/// <param name="Joins">The columns it joins on; a test compares them with the parsed select.</param>
public sealed partial record Report(
    string Name, string Title, string Question, string? BarColumn, string Sql, IReadOnlyList<ReportRead> Reads, IReadOnlyList<ReportJoin> Joins)
{
    /// <summary>The filters it supports.</summary>
    public IReadOnlyList<string> Filters { get; } = [.. ReportFilters.Names.Where(name => FilterLine().Matches(Sql).Any(line => line.Groups["name"].Value == name))];

    /// <summary>Its select with filters, and the values of the parameters <c>$1</c>, <c>$2</c>, … in it.</summary>
    public (string Sql, object[] Values) With(ReportFilters filters)
    {
        var values = new List<object>();
        return (Narrow(filters, (_, value) =>
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
        }), [.. values]);
    }

    /// <summary>Its select with filters and their values inlined, for people to read and change: under its title, without the lines that only programs read.</summary>
    public string WrittenWith(ReportFilters filters)
    {
        var sql = Narrow(filters, (_, value) => value switch
        {
            DateTime instant => string.Create(CultureInfo.InvariantCulture, $"timestamp '{instant:yyyy-MM-dd HH:mm:ss}'"),
            _ => $"'{value.ToString()?.Replace("'", "''", StringComparison.Ordinal)}'",
        });
        return $"-- {Title}\n{UnusedFilterLine().Replace(HeaderLines().Replace(sql, ""), "")}";
    }

    string Narrow(ReportFilters filters, Func<string, object, string> write)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return FilterLine().Replace(Sql, line =>
        {
            var name = line.Groups["name"].Value;
            return filters[name] is not { } value
                ? line.Value
                : new StringBuilder(line.Groups["indent"].Value).Append(line.Groups["condition"].Value.Replace("$" + name, write(name, value), StringComparison.Ordinal)).ToString();
        });
    }

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

    [GeneratedRegex(@"^(?<indent> *)-- given (?<name>\w+): (?<condition>.*)$", RegexOptions.Multiline)]
    private static partial Regex FilterLine();

    [GeneratedRegex(@"^ *-- given \w+: .*\n?", RegexOptions.Multiline)]
    private static partial Regex UnusedFilterLine();

    [GeneratedRegex(@"\A(-- \w+: .*\n)+")]
    private static partial Regex HeaderLines();
}
