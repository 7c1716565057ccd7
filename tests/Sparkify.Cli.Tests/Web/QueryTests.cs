using System.Text.Json;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Web;

/// <summary>The editor's queries, on each engine, through the interface that the page uses.</summary>
public sealed class QueryTests(ServedEngines shared) : IClassFixture<ServedEngines>
{
    public static TheoryData<string> Engines => TestWarehouse.Served;

    [Theory, MemberData(nameof(Engines))]
    public async Task Rows_come_in_pages_in_the_querys_order_or_in_that_of_a_column(string engine)
    {
        var (_, served) = await shared.OnAsync(engine);
        var run = await served.Visitor.RunAsync("select i as number, case when i % 3 = 0 then null else 'text ' || (i % 7) end as word from generate_series(1, 50000) as t(i) order by i");
        Assert.Equal(50000, run.GetProperty("rows").GetInt32());
        Assert.Equal(["integer", "text"], run.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("kind").GetString()!));
        var id = run.GetProperty("id").GetString()!;
        Assert.Equal(["40001", "text 3"], (await served.Visitor.RowsAsync(id, "from=40000&count=2"))[0]);
        Assert.Empty(await served.Visitor.RowsAsync(id, "from=50000&count=10"));
        Assert.Equal("50000", (await served.Visitor.RowsAsync(id, "from=0&count=1&sort=0&descending=true"))[0][0]);
        Assert.Equal(["7", "text 0"], (await served.Visitor.RowsAsync(id, "from=0&count=1&sort=1"))[0]);
        // Nulls stand at the end in either direction, and equal values keep their order.
        Assert.Equal(["49998", null], (await served.Visitor.RowsAsync(id, "from=49999&count=1&sort=1&descending=true"))[0]);
        Assert.Equal(["13", "text 6"], (await served.Visitor.RowsAsync(id, "from=0&count=1&sort=1&descending=true"))[0]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_error_names_its_place_in_the_text(string engine)
    {
        var (_, served) = await shared.OnAsync(engine);
        const string Sql = "select level\nfrom frontroom.songplays\nwhere lvel = 'free'";
        var run = await served.Visitor.RunAsync(Sql);
        Assert.Equal("failed", run.GetProperty("state").GetString());
        Assert.Contains("lvel", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(Sql.IndexOf("lvel", StringComparison.Ordinal), run.GetProperty("errorOffset").GetInt32());
        Assert.DoesNotContain("LINE", run.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_runaway_query_stops_when_it_is_cancelled_and_others_are_served_meanwhile(string engine)
    {
        var (_, served) = await shared.OnAsync(engine);
        var id = await served.Visitor.AskAsync(Visitor.Runaway);
        using var other = new Visitor(served.Address);
        Assert.Equal("1", (await other.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
        await other.GetAsync("/api/reports/top-songs");
        Assert.Equal("running", (await served.Visitor.GetAsync($"/api/queries/{id}")).GetProperty("state").GetString());
        await served.Visitor.SendAsync(HttpMethod.Post, $"/api/queries/{id}/cancel");
        // Left to itself it would run for hours.
        Assert.Equal("cancelled", (await served.Visitor.EndAsync(id)).GetProperty("state").GetString());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_query_ends_at_its_time_limit(string engine)
    {
        using var warehouse = new SmallWarehouse(engine);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options, "--timeout", "3");
        var late = await served.Visitor.RunAsync(Visitor.Runaway);
        Assert.Equal("failed", late.GetProperty("state").GetString());
        Assert.Contains("stopped after 3 seconds", late.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_result_ends_at_its_row_limit_and_a_query_leaves_nothing_behind_for_the_next_one(string engine)
    {
        using var warehouse = new SmallWarehouse(engine);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options, "--parallel", "1", "--max-rows", "1000");
        var cut = await served.Visitor.RunAsync("select i from generate_series(1, 5000) as t(i)");
        Assert.Equal(1000, cut.GetProperty("rows").GetInt32());
        Assert.Contains("Result truncated at 1,000 rows.", cut.GetProperty("cutBy").GetString(), StringComparison.Ordinal);
        await served.Visitor.RunAsync("begin");
        await served.Visitor.RunAsync("begin; select * from frontroom.nowhere");
        await served.Visitor.RunAsync("set search_path = 'pg_catalog'");
        await served.Visitor.RunAsync("prepare mine as select 1");
        await served.Visitor.RunAsync("create temporary table songplays as select 99 as mine");
        Assert.Equal("1", (await served.Visitor.RowsOfAsync("select count(*) from songplays where level = 'free'"))[0][0]);
        Assert.Equal("failed", (await served.Visitor.RunAsync("execute mine")).GetProperty("state").GetString());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_query_sees_one_publication_to_its_end_and_the_next_query_the_newest(string engine)
    {
        using var warehouse = new SmallWarehouse(engine);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        await served.Visitor.RowsOfAsync("select 1");
        // Two looks at the same table: some seconds apart, or until the test lets the second one go on.
        using var halted = warehouse.HaltQueries();
        var wait = halted is null
            ? "(select count(*) from generate_series(1, 20000) as a(i) cross join generate_series(1, 20000) as b(i) where (a.i * b.i) % 7 = 9)"
            : $"(select count(*) from {SmallWarehouse.Halt})";
        var id = await served.Visitor.AskAsync($"select (select count(*) from frontroom.songplays), {wait}, (select count(*) from frontroom.songplays where level = 'free')");
        // Asked is not begun: on a busy machine a load may be quicker.
        while (!warehouse.IsRead(served.ProcessId))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        warehouse.AddPlay();
        Assert.Equal("2", (await served.Visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
        var answer = await served.Visitor.GetAsync("/api/reports/match-quality");
        Assert.Equal("2", answer.GetProperty("table").GetProperty("rows")[0][1].GetString());
        Assert.Equal(2, answer.GetProperty("table").GetProperty("publication").GetProperty("loadId").GetInt32());
        halted?.Dispose();
        Assert.Equal("done", (await served.Visitor.EndAsync(id)).GetProperty("state").GetString());
        Assert.Equal("1", (await served.Visitor.RowsAsync(id, "from=0"))[0][0]);
        Assert.Equal("1", (await served.Visitor.RowsAsync(id, "from=0"))[0][2]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_shown_comes_along_as_csv_json_and_parquet(string engine)
    {
        var (_, served) = await shared.OnAsync(engine);
        var run = await served.Visitor.RunAsync("""
            select i as id, cast(i as numeric(12, 2)) / 4 as quarter, cast(i as double precision) / 3 as third, 'a "quoted", ' || i || chr(10) || 'é' as text,
                case when i % 2 = 0 then timestamp '2018-11-01 21:01:46.796' end as moment, date '2018-11-01' as day, i % 3 = 0 as yes
            from generate_series(1, 100000) as t(i) order by i
            """);
        Assert.Equal(100000, run.GetProperty("rows").GetInt32());
        var id = run.GetProperty("id").GetString();
        using var folder = new ScratchFolder();
        foreach (var format in (string[])["csv", "json", "parquet"])
            folder.Write("result." + format, await served.Visitor.DownloadAsync($"/api/queries/{id}/download?format={format}"));
        // The embedded engine reads them back, whatever wrote them.
        const string Sums = "select count(*), sum(id), sum(quarter), round(sum(third)), sum(length(text)), count(moment), min(moment), min(day), sum(yes::integer) from";
        using var reader = new Reports.SmallFrontroom();
        foreach (var source in (ReadOnlySpan<string>)[$"read_csv('{folder.In("result.csv")}')", $"read_json('{folder.In("result.json")}', maximum_object_size = 100000000)", $"'{folder.In("result.parquet")}'"])
        {
            using var rows = reader.Query($"select * replace (min_at::varchar as min_at) from ({Sums} {source}) as t(a, b, c, d, e, f, min_at, g, h)");
            Assert.True(rows.Read());
            Assert.Equal(
                "100000|5000050000|1250012500|1666683333|1888895|50000|2018-11-01 21:01:46.796|2018-11-01|33333",
                // Read as text, an instant with a Z is one with a zone.
                string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => Plain(rows.GetValue(i)))).Replace("+00|", "|", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Values_beyond_the_calendar_and_beyond_a_decimal_are_sorted_and_come_along_as_text(string engine)
    {
        var (_, served) = await shared.OnAsync(engine);
        var run = await served.Visitor.RunAsync("""
            select cast(t as timestamp) as moment, cast(d as date) as day, cast(w as numeric(38, 8)) as wide, cast(z as time with time zone) as hour
            from (values
                ('2018-11-01 21:01:46.796', '2018-11-01', '1.5', '12:00:00-05'),
                ('infinity', 'infinity', '-123456789012345678901234567890.12345678', '12:00:00+02'),
                ('20000-01-02 03:04:05', '10000-01-01', '-2', '01:00:00+00'),
                ('-infinity', '-infinity', '12345678901234567890123456', null)) as v(t, d, w, z)
            """);
        Assert.True(run.GetProperty("state").GetString() == "done", run.ToString());
        var id = run.GetProperty("id").GetString();
        string[][] inOrder =
        [
            ["-infinity", "2018-11-01T21:01:46.796Z", "20000-01-02T03:04:05Z", "infinity"],
            ["-infinity", "2018-11-01", "10000-01-01", "infinity"],
            ["-123456789012345678901234567890.12345678", "-2.00000000", "1.50000000", "12345678901234567890123456.00000000"],
        ];
        foreach (var (column, expected) in inOrder.Index())
            Assert.Equal(expected, (await served.Visitor.RowsAsync(id!, $"from=0&sort={column}")).Select(row => row[column]!));
        Assert.Equal(["01:00:00+00:00", "12:00:00+02:00", "12:00:00-05:00", null], (await served.Visitor.RowsAsync(id!, "from=0&sort=3")).Select(row => row[3]));
        using var folder = new ScratchFolder();
        folder.Write("result.parquet", await served.Visitor.DownloadAsync($"/api/queries/{id}/download?format=parquet"));
        using var reader = new Reports.SmallFrontroom();
        using var rows = reader.Query($"select * from '{folder.In("result.parquet")}' where day = '-infinity' or day = '10000-01-01' order by day");
        Assert.True(rows.Read());
        Assert.Equal(["-infinity", "-infinity", "12345678901234567890123456.00000000"], Enumerable.Range(0, 3).Select(rows.GetString));
        Assert.True(rows.Read());
        Assert.Equal(["20000-01-02T03:04:05Z", "10000-01-01", "-2.00000000", "01:00:00+00:00"], Enumerable.Range(0, 4).Select(rows.GetString));
    }

    [Theory]
    [MemberData(nameof(TestWarehouse.Engines), MemberType = typeof(TestWarehouse))]
    public async Task Bits_are_text_in_every_download(string engine)
    {
        var (_, served) = await shared.OnAsync(engine);
        var (one, three) = engine == TestWarehouse.Embedded ? ("bit", "bit") : ("bit(1)", "bit(3)");
        var run = await served.Visitor.RunAsync($"select cast('1' as {one}) as one, cast('010' as {three}) as three");
        var id = run.GetProperty("id").GetString();
        using var json = JsonDocument.Parse(await served.Visitor.DownloadAsync($"/api/queries/{id}/download?format=json"));
        Assert.Equal(("1", "010"), (json.RootElement[0].GetProperty("one").GetString(), json.RootElement[0].GetProperty("three").GetString()));
        using var folder = new ScratchFolder();
        folder.Write("bits.parquet", await served.Visitor.DownloadAsync($"/api/queries/{id}/download?format=parquet"));
        using var reader = new Reports.SmallFrontroom();
        using var rows = reader.Query($"select one, three from '{folder.In("bits.parquet")}'");
        Assert.True(rows.Read());
        Assert.Equal(("1", "010"), (rows.GetString(0), rows.GetString(1)));
    }

    [Fact]
    public async Task Results_belong_to_the_caller()
    {
        var (_, served) = await shared.OnAsync(TestWarehouse.Embedded);
        var id = (await served.Visitor.RunAsync("select 1")).GetProperty("id").GetString();
        using var other = new Visitor(served.Address);
        foreach (var path in (string[])[$"/api/queries/{id}", $"/api/queries/{id}/rows", $"/api/queries/{id}/download?format=csv"])
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.SendAsync(HttpMethod.Get, path)).StatusCode);
        Assert.Contains(served.Audit, line => JsonDocument.Parse(line).RootElement.GetProperty("what").GetString() == "select 1");
    }

    static string Plain(object value) => value switch
    {
        decimal or double => Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture).ToString("0", System.Globalization.CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
