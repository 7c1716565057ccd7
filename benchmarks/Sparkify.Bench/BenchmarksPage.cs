namespace Sparkify.Bench;

/// <summary>docs/benchmarks.md: a bench of one size replaces its own section and leaves that of the other.</summary>
static class BenchmarksPage
{
    const string Head = """
        # Benchmarks

        Written by `./bench`; do not edit. It loads the same simulated files twice: with `sparkify etl` into an empty embedded
        warehouse, and with a pipeline that a DuckDB user would write by hand (`benchmarks/Sparkify.Bench/Pipeline`): `read_json` with
        explicit columns into staging tables, then the five tables of the original design in SQL. The hand-written one has none of
        our rules: no rejects, no duplicates, no ledger, no repair, no checks, no second fact table, no atomic publish.

        Either side is measured as a whole process: CPU of all threads, time from start to end, largest resident memory. The sides
        alternate, and a ratio below 1 says that sparkify needs less.

        Run it: `./bench` or `./bench --large`; `./bench --help` says more.

        """;

    internal static void Write(string root, BenchSize size, string section)
    {
        var path = Path.Combine(root, "docs", "benchmarks.md");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        var sections = BenchSize.All
            .Select(other => other == size ? Marked(size, $"{section}\nMeasured on: {Report.Machine()}.\n") : Kept(before, other))
            .Where(text => text.Length > 0);
        File.WriteAllText(path, Head.ReplaceLineEndings("\n") + "\n" + string.Join('\n', sections));
    }

    static string Marked(BenchSize size, string text) => $"{Start(size)}\n{text}{End(size)}\n";

    static string Kept(string page, BenchSize size)
    {
        var start = page.IndexOf(Start(size), StringComparison.Ordinal);
        var end = page.IndexOf(End(size), StringComparison.Ordinal);
        return start < 0 || end < start ? "" : page[start..end] + End(size) + "\n";
    }

    static string Start(BenchSize size) => $"<!-- {size.Name} -->";

    static string End(BenchSize size) => $"<!-- end of {size.Name} -->";
}
