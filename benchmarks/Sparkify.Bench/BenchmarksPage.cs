namespace Sparkify.Bench;

/// <summary>docs/benchmarks.md: a bench replaces its own section and keeps those of other sizes and kinds.</summary>
static class BenchmarksPage
{
    const string Head = """
        # Benchmarks

        Written by `./bench`; do not edit. It loads the same simulated files twice: with `sparkify etl` into an empty embedded
        warehouse, and with a pipeline that a DuckDB user would write by hand (`benchmarks/Sparkify.Bench/Pipeline`): `read_json` with
        explicit columns into staging tables, then the five tables of the original design in SQL. The hand-written one has none of
        our rules: no rejects, no duplicates, no ledger, no repair, no checks, no second fact table, no atomic publish.

        Both sides are measured as whole processes: CPU of all threads, time from start to end, peak resident memory. The sides
        alternate. A ratio below 1 means that sparkify needs less.

        Then it loads one more day into a warehouse that has 100 days, and into one that has 10: the cost should depend on the new day
        and not on the days already loaded. Then it loads 100 events, as a run every few minutes does; runs an `etl` that finds nothing new, and one that reads small objects from an S3
        server on the same machine, compared with a program that only downloads them. These, too, are measured as whole processes.
        Finally, the front room is served while clients read it and loads are published.

        To run it: `./bench`, `./bench --large` or, for 100,000,000 events, `./bench --huge`; see `./bench --help`.

        """;

    static readonly string[] Names = [.. BenchSize.Written.SelectMany(size => (string[])[size.Name, $"{size.Name} days", $"{size.Name} few", $"{size.Name} s3", $"{size.Name} postgres", $"{size.Name} serve"])];

    /// <summary>Writes the section for the options' size and <paramref name="part"/>. Results of a small bench are not written.</summary>
    internal static void Write(BenchOptions options, string part, string section)
    {
        if (options.Size == BenchSize.Small) return;
        var name = options.Size.Name + part;
        var path = Path.Combine(options.Root, "docs", "benchmarks.md");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        var sections = Names
            .Select(other => other == name ? Marked(name, $"{section}\nMeasured on: {Report.Machine()}.\n") : Kept(before, other))
            .Where(text => text.Length > 0);
        File.WriteAllText(path, Head.ReplaceLineEndings("\n") + "\n" + string.Join('\n', sections));
    }

    static string Marked(string name, string text) => $"{Start(name)}\n{text}{End(name)}\n";

    static string Kept(string page, string name)
    {
        var start = page.IndexOf(Start(name), StringComparison.Ordinal);
        var end = page.IndexOf(End(name), StringComparison.Ordinal);
        return start < 0 || end < start ? "" : page[start..end] + End(name) + "\n";
    }

    static string Start(string name) => $"<!-- {name} -->";

    static string End(string name) => $"<!-- end of {name} -->";
}
