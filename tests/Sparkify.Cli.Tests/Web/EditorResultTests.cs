using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A result on the page is that of the text last run in its tab, in the order and with the digits that are seen.</summary>
[Collection(SharedPages.Name)]
public sealed class EditorResultTests(BrowserFixture fixture)
{
    const string Numbers = "select * from (values (2, 'b'), (3, 'c'), (1, 'a')) as t(number, letter)";

    [Fact]
    public async Task A_query_that_fails_runs_or_is_cancelled_leaves_nothing_of_the_result_before()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await RunAsync(page, Numbers);
        await Expect(page.Page.Locator(".downloads")).ToBeVisibleAsync();
        await page.WriteAsync("select lvel from frontroom.songplays");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Page.Locator("#problem")).ToContainTextAsync("lvel");
        await NothingIsShownAsync(page);

        await RunAsync(page, Numbers);
        await Expect(page.Page.Locator("#problem")).ToBeHiddenAsync();
        await page.WriteAsync(Visitor.Runaway);
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await page.StatusAsync("Running");
        await NothingIsShownAsync(page);
        await page.Page.ClickAsync("#cancel");
        await page.StatusAsync("Cancelled");
        await NothingIsShownAsync(page);
    }

    [Fact]
    public async Task Two_statements_at_once_are_refused_with_a_sentence()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await RunAsync(page, Numbers);
        await page.WriteAsync("select 1; select 2");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Page.Locator("#problem")).ToContainTextAsync("Run one at a time");
        await NothingIsShownAsync(page);
    }

    [Fact]
    public async Task What_is_sorted_is_copied_and_downloaded_in_that_order()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await RunAsync(page, Numbers);
        await page.Page.Locator("#grid .ag-header-cell[col-id='0']").ClickAsync();
        await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='0'][role=gridcell]")).ToHaveTextAsync("1");
        await page.Page.Locator("#grid .ag-header-cell[col-id='0']").ClickAsync();
        await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='0'][role=gridcell]")).ToHaveTextAsync("3");

        await page.Page.ClickAsync("#copy");
        await Expect(page.Page.Locator("#toast")).ToHaveTextAsync("Copied 3 rows.");
        Assert.Equal("number\tletter\n3\tc\n2\tb\n1\ta", await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        using var folder = new ScratchFolder();
        using var reader = new Reports.SmallFrontroom();
        foreach (var format in (string[])["csv", "json", "parquet"])
        {
            var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.ClickAsync($"[data-format={format}]"));
            await download.SaveAsAsync(folder.In("result." + format));
            using var rows = reader.Query($"select string_agg(letter, '') from '{folder.In("result." + format)}'");
            Assert.True(rows.Read());
            Assert.Equal("cba", rows.GetString(0));
        }
    }

    [Fact]
    public async Task A_result_belongs_to_its_tab_and_so_does_what_is_undone()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await RunAsync(page, "select 'first' as word");
        await page.Page.ClickAsync("#add-tab");
        await NothingIsShownAsync(page);
        await Expect(page.Page.Locator("#status")).ToHaveTextAsync("");
        await page.WriteAsync("select 'second' as word");
        await page.Page.Keyboard.PressAsync("Control+Z");
        await Expect(page.Page.Locator(".cm-content")).Not.ToContainTextAsync("first");
        await page.WriteAsync("select wrong");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Page.Locator("#problem")).ToBeVisibleAsync();

        await page.Page.GetByRole(AriaRole.Tab).First.ClickAsync();
        await Expect(page.Page.Locator("#grid [col-id='0'][role=gridcell]")).ToHaveTextAsync("first");
        await Expect(page.Page.Locator("#problem")).ToBeHiddenAsync();
        await page.Page.GetByRole(AriaRole.Tab).Last.ClickAsync();
        await Expect(page.Page.Locator("#problem")).ToBeVisibleAsync();
        await NothingIsShownAsync(page);
    }

    [Fact]
    public async Task Numbers_have_every_digit_that_a_download_has()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await RunAsync(page, "select cast(218.93179 as double) as duration, cast(-1234567.100 as numeric(18, 3)) as amount, 9007199254740993 as large");
        await Expect(page.Page.Locator("#grid [col-id='0'][role=gridcell]")).ToHaveTextAsync("218.93179");
        await Expect(page.Page.Locator("#grid [col-id='1'][role=gridcell]")).ToHaveTextAsync("-1,234,567.100");
        await Expect(page.Page.Locator("#grid [col-id='2'][role=gridcell]")).ToHaveTextAsync("9,007,199,254,740,993");
    }

    [Fact]
    public async Task Columns_take_the_room_there_is_also_when_rows_come_late()
    {
        await using var page = await fixture.OpenAsync("/editor");
        var released = new TaskCompletionSource();
        await page.Page.RouteAsync("**/rows?*", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });
        await page.WriteAsync($"select 1 as n, '{new string('m', 45)}' as text");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await page.StatusAsync("Done");
        await Expect(page.Page.Locator("#grid .ag-header-cell[col-id='1']")).ToBeVisibleAsync();
        await page.Page.EvaluateAsync("() => new Promise((done) => setTimeout(done, 300))");
        released.SetResult();
        var cell = page.Page.Locator("#grid [col-id='1'][role=gridcell]");
        await Expect(cell).ToContainTextAsync("mmm");
        // The text, which is as wide as it is however little of it a narrow cell shows.
        var (text, room) = (await cell.EvaluateAsync<double>("(cell) => { const range = document.createRange(); range.selectNodeContents(cell); return range.getBoundingClientRect().width; }"), (await cell.BoundingBoxAsync())!.Width);
        Assert.True(text < room, $"A text of {text} pixels stands in a column of {room}.");
    }

    [Fact]
    public async Task A_chart_replaces_the_table_and_places_dates_by_time()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await RunAsync(page, "select 'a' as letter");
        await page.Page.ClickAsync("#as-chart");
        await Expect(page.Page.Locator("#chart-note")).ToContainTextAsync("needs a column of numbers");
        await RunAsync(page, "select * from (values (date '2018-12-01', 3), (date '2018-11-13', 1), (date '2018-11-14', 2)) as t(day, plays)");
        await page.Page.ClickAsync("#as-chart");
        await Expect(page.Page.Locator("#chart svg")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("needs a column of numbers")).ToHaveCountAsync(0);
        // The points of the line, from left to right: a day apart, and seventeen.
        var points = await page.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll("#chart svg path[transform^=matrix]")].map((path) => Number(path.getAttribute("transform").split(/[,)]/)[4])).sort((a, b) => a - b)
            """);
        Assert.Equal(3, points.Length);
        Assert.InRange((points[2] - points[1]) / (points[1] - points[0]), 16.5, 17.5);
    }

    [Fact]
    public async Task On_a_phone_a_result_comes_into_sight()
    {
        await using var page = await fixture.OpenAsync("/editor", 390);
        await RunAsync(page, Numbers);
        await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='1'][role=gridcell]")).ToBeInViewportAsync();
        await page.WriteAsync("select wrong");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Page.Locator("#problem")).ToBeInViewportAsync();
    }

    static async Task RunAsync(WatchedPage page, string sql)
    {
        await page.WriteAsync(sql);
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='0'][role=gridcell]")).ToBeVisibleAsync();
        await page.StatusAsync("Done");
    }

    static async Task NothingIsShownAsync(WatchedPage page)
    {
        await Expect(page.Page.Locator(".downloads")).ToBeHiddenAsync();
        await Expect(page.Page.Locator("#copy")).ToBeHiddenAsync();
        await Expect(page.Page.Locator("#grid [role=gridcell]")).ToHaveCountAsync(0);
    }
}
