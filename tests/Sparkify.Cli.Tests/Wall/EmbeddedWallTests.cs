using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Web;

namespace Sparkify.Cli.Tests.Wall;

/// <summary>Nothing that an analyst types on the embedded engine writes, changes the engine, or shows the machine: by <c>query</c>, by reports, by <c>serve</c>.</summary>
public sealed class EmbeddedWallTests : IDisposable
{
    readonly ScratchFolder outside = new();
    readonly SmallWarehouse warehouse = new(TestWarehouse.Embedded);
    readonly string neighbour;
    readonly EmbeddedAttempts attempts;
    readonly IReadOnlyList<string> before;

    public EmbeddedWallTests()
    {
        neighbour = outside.Write("neighbour.csv", "a\n1\n");
        attempts = new(Folder, neighbour);
        before = Listing();
    }

    string Folder => warehouse.Target.Split(':', 2)[1];

    public void Dispose()
    {
        warehouse.Dispose();
        outside.Dispose();
    }

    [Fact]
    public void Anything_but_a_query_is_refused_by_query_in_one_sentence_before_it_runs()
    {
        foreach (var sql in attempts.Acting)
            Refused(sql, "only a query, or EXPLAIN of a query, can run here.");
        foreach (var sql in attempts.Calling)
            Refused(sql, " is not available here: ");
        foreach (var sql in EmbeddedAttempts.Several)
            Refused(sql, "This text has 2 statements. Run one at a time.");
        foreach (var sql in attempts.Reading)
            Refused(sql, "");
        foreach (var sql in EmbeddedAttempts.Nothing)
            Assert.Contains("The query is empty.", Product.Run("query", sql, "--target", warehouse.Target).Expect(2).Error, StringComparison.Ordinal);
        Assert.Equal(before, Listing());
        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), open => TargetOf(open)?.StartsWith(Folder, StringComparison.Ordinal) == true);
    }

    // Other tests close their files meanwhile.
    static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    [Fact]
    public void Queries_of_every_form_go_on_working()
    {
        foreach (var (sql, first) in EmbeddedAttempts.Harmless)
        {
            var lines = Product.Run("query", sql, "--format", "csv", "--target", warehouse.Target).Expect(0).Output.ReplaceLineEndings("\n").Split('\n');
            Assert.True(lines[1].Split(',')[0].Trim('"') == first.Split(',')[0], $"{sql}: {string.Join('|', lines)}");
            Product.Run("query", "explain " + sql, "--target", warehouse.Target).Expect(0);
        }
    }

    [Fact]
    public void What_a_report_is_narrowed_to_is_a_value_and_never_sql()
    {
        foreach (var sql in (string[])[$"'; copy (select 1) to '{neighbour}'; select '", "Oslo' or '1'='1", $"' union select * from read_text('{neighbour}') --", "$1", "'; set memory_limit = '1TB"])
        {
            foreach (var option in (string[])["--level", "--place"])
                Product.Run("report", "top-songs", option, sql, "--format", "csv", "--target", warehouse.Target);
            Assert.NotEqual(0, Product.Run("report", "top-songs", "--from", sql, "--target", warehouse.Target).ExitCode);
        }
        Assert.Equal(before, Listing());
    }

    [Fact]
    public async Task Anything_but_a_query_is_refused_by_serve_and_shows_nothing_of_the_machine()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        foreach (var sql in attempts.Acting.Concat(attempts.Calling).Concat(attempts.Reading).Concat(EmbeddedAttempts.Several))
        {
            var run = await served.Visitor.RunAsync(sql);
            Assert.True(run.GetProperty("state").GetString() == "failed", $"{sql}: {run}");
            OfNoMachine(sql, run.GetProperty("error").GetString()!);
        }
        foreach (var (sql, first) in EmbeddedAttempts.Harmless)
            Assert.Equal(first, (await served.Visitor.RowsOfAsync(sql)) is [[var value, ..], ..] ? value : "");
        using (var explained = await served.Visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select level from songplays", explain = true }))
        {
            var run = await served.Visitor.EndAsync((await Visitor.Json(explained)).GetProperty("id").GetString()!);
            var plan = (await served.Visitor.RowsAsync(run.GetProperty("id").GetString()!, "from=0&count=9"))[0][1]!;
            Assert.Contains("sparkify.frontroom.songplays", plan, StringComparison.Ordinal);
            OfNoMachine("", plan);
        }
        Assert.Equal(before, Listing());
    }

    [Fact]
    public async Task No_system_view_or_list_names_a_place_of_the_machine()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        var views = await served.Visitor.RowsOfAsync("select schema_name || '.' || view_name from duckdb_views() where internal");
        Assert.True(views.Length > 30);
        foreach (var view in views.Select(row => row[0]))
            await ShowsNothing($"select * from {view}");
        foreach (var function in await served.Visitor.RowsOfAsync("select distinct function_name from duckdb_functions() where function_type = 'table' and (function_name like 'duckdb%' or function_name like 'pragma%')"))
            await ShowsNothing($"select * from {function[0]}()");
        foreach (var sql in (string[])["show databases", "show all tables", "describe", "select current_database(), current_schema(), current_query(), version()", "select * from pragma_show('songplays')", "select getvariable('p')"])
            await ShowsNothing(sql);

        async Task ShowsNothing(string sql)
        {
            var run = await served.Visitor.RunAsync(sql);
            if (run.GetProperty("state").GetString() == "failed")
                OfNoMachine(sql, run.GetProperty("error").GetString()!);
            else if (run.GetProperty("rows").GetInt32() > 0)
                foreach (var cell in (await served.Visitor.RowsAsync(run.GetProperty("id").GetString()!, "from=0&count=1000")).SelectMany(row => row).OfType<string>())
                    OfNoMachine(sql, cell);
        }
    }

    IReadOnlyList<string> Listing() => FolderListing.Of(Folder, outside.Path);

    void Refused(string sql, string why)
    {
        var run = Product.Run("query", sql, "--target", warehouse.Target);
        Assert.True(run.ExitCode == 1 && run.Error.Contains(why, StringComparison.Ordinal), $"{sql}\n{run}");
        OfNoMachine(sql, run.Error);
    }

    // What somebody typed may come back; anything else of the machine may not.
    void OfNoMachine(string sql, string text)
    {
        foreach (var place in (string[])[Folder, outside.Path, Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/", AppContext.BaseDirectory, "reader-", "libduckdb", "Stack Trace"])
            Assert.True(!text.Contains(place, StringComparison.Ordinal) || sql.Contains(place, StringComparison.Ordinal), $"{sql} shows {place}:\n{text}");
    }
}
