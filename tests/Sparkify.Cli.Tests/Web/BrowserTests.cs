using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>What people do on the pages, in a real Chromium.</summary>
[Collection(SharedPages.Name)]
public sealed class BrowserTests(BrowserFixture fixture)
{
    [Fact]
    public async Task A_query_is_written_with_completion_and_run_from_the_keyboard()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await Expect(page.Page.Locator("#schema-tree details")).ToHaveCountAsync(9);
        var text = page.Page.GetByRole(AriaRole.Textbox, new() { Name = "SQL" });
        await text.FillAsync("");
        await text.PressSequentiallyAsync("select count(*) as plays from songp");
        await Expect(page.Page.Locator(".cm-tooltip-autocomplete li").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^songplays"));
        await TakeCompletionAsync(text);
        await text.PressSequentiallyAsync(" as p where p.lev");
        await Expect(page.Page.Locator(".cm-tooltip-autocomplete li").First).ToContainTextAsync("level");
        await TakeCompletionAsync(text);
        await text.PressSequentiallyAsync(" = 'paid");
        await text.PressAsync("Control+Enter");
        await page.StatusAsync("Done");
        await Expect(page.Page.Locator("#grid [col-id='0'][role=gridcell]")).ToHaveTextAsync("5,591");
    }

    [Fact]
    public async Task A_million_rows_scroll_to_their_end_and_sort()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.WriteAsync("select i as number, 'row ' || i as name, i % 1000 as part from generate_series(1, 1000000) as t(i) order by i");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await page.StatusAsync("Done");
        await page.StatusAsync("1,000,000 rows");
        await page.Page.EvaluateAsync("""
            async () => {
                const body = document.querySelector("#grid .ag-grid-viewport");
                for (let i = 0; i < 90; i++) {
                    body.scrollTop += 120;
                    await new Promise(requestAnimationFrame);
                }
                body.scrollTop = body.scrollHeight;
            }
            """);
        await Expect(page.Page.Locator("#grid [col-id='0'][role=gridcell]").Filter(new() { HasText = "1,000,000" })).ToBeVisibleAsync();
        await page.Page.EvaluateAsync("document.querySelector('#grid .ag-grid-viewport').scrollTop = 0");
        await page.Page.Locator("#grid .ag-header-cell[col-id='0']").ClickAsync();
        await page.Page.Locator("#grid .ag-header-cell[col-id='0']").ClickAsync();
        await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='0'][role=gridcell]")).ToHaveTextAsync("1,000,000");
    }

    [Fact]
    public async Task A_wrong_query_is_marked_where_it_is_wrong_and_a_selection_runs_alone()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.WriteAsync("select level from frontroom.songplays where lvel = 1");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Page.Locator("#problem")).ToContainTextAsync("lvel");
        await Expect(page.Page.Locator(".cm-lintRange-error")).ToHaveTextAsync("lvel");
        await page.WriteAsync("select 41 + 1 as answer");
        await page.Page.Keyboard.PressAsync("Home");
        for (var i = 0; i < "select 41".Length; i++)
            await page.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await page.StatusAsync("Done");
        await Expect(page.Page.Locator("#grid [col-id='0'][role=gridcell]")).ToHaveTextAsync("41");
    }

    [Fact]
    public async Task A_runaway_query_is_cancelled()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.WriteAsync(Visitor.Runaway);
        await page.Page.ClickAsync("#run");
        await page.StatusAsync("Running");
        await page.Page.ClickAsync("#cancel");
        await Expect(page.Page.Locator("#status")).ToContainTextAsync("Cancelled");
    }

    [Fact]
    public async Task A_result_is_drawn_as_suits_it_and_comes_along_as_a_file()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.WriteAsync("select level, count(*) as plays from frontroom.songplays group by level order by level");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await page.StatusAsync("2 rows");
        await page.Page.ClickAsync("#as-chart");
        await Expect(page.Page.Locator("#chart svg")).ToBeVisibleAsync();
        Assert.Equal("bar", await page.Page.InputValueAsync("#chart-kind"));
        await page.Page.SelectOptionAsync("#chart-kind", "pie");
        await Expect(page.Page.Locator("#chart")).ToContainTextAsync("paid");
        using var folder = new ScratchFolder();
        using var reader = new Reports.SmallFrontroom();
        foreach (var format in (string[])["csv", "json", "parquet"])
        {
            var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.ClickAsync($"[data-format={format}]"));
            Assert.Equal("result." + format, download.SuggestedFilename);
            await download.SaveAsAsync(folder.In("result." + format));
            using var rows = reader.Query($"select string_agg(level || plays, ' ' order by level) from '{folder.In("result." + format)}'");
            Assert.True(rows.Read());
            Assert.Equal("free1229 paid5591", rows.GetString(0));
        }
        await page.Page.ClickAsync("#explain");
        await Expect(page.Page.Locator("#plan")).ToContainTextAsync("rows");
    }

    [Fact]
    public async Task A_report_answers_by_place_and_date_what_san_francisco_played_most()
    {
        await using var page = await fixture.OpenAsync("/reports");
        await page.Page.FillAsync("#from", "2018-11-01");
        await page.Page.FillAsync("#to", "2018-11-30");
        await page.Page.FillAsync("#place", "San Francisco");
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Page.Locator("#place")).ToHaveValueAsync("San Francisco-Oakland-Hayward, CA");
        var report = page.Page.Locator("[data-report=top-artists]");
        await Expect(report.Locator("svg")).ToContainTextAsync("Kings Of Leon");
        await report.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await Expect(report.Locator("tbody tr").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Kings Of Leon9"));
        await page.Page.SelectOptionAsync("#level", "free");
        await Expect(report.Locator("tbody tr").First).Not.ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Kings Of Leon9"));
        await page.Page.Locator("[data-report=membership-changes]").ScrollIntoViewIfNeededAsync();
        await Expect(page.Page.Locator("[data-report=membership-changes] .skipped")).ToContainTextAsync("does not use the level and place filters");
        await report.GetByRole(AriaRole.Link, new() { Name = "Open in editor" }).ClickAsync();
        await page.TextAsync("p.location = 'San Francisco-Oakland-Hayward, CA'");
        await page.Page.ClickAsync("#run");
        await page.StatusAsync("Done");
    }

    [Fact]
    public async Task The_share_of_matched_plays_is_on_the_first_page()
    {
        await using var page = await fixture.OpenAsync("/");
        await Expect(page.Page.Locator("[data-report=match-quality] thead")).ToContainTextAsync("inferred");
        await Expect(page.Page.Locator("[data-report=match-quality] tbody tr").Filter(new() { HasText = "matched percent" })).ToContainTextAsync("0.01");
    }

    [Fact]
    public async Task A_query_is_shared_by_a_link_that_a_fresh_profile_opens()
    {
        string link;
        await using (var page = await fixture.OpenAsync("/editor"))
        {
            await page.WriteAsync("select 'shared' as word");
            await page.Page.ClickAsync("#share");
            await page.Page.FillAsync("#share-name", "A word to share");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
            await Expect(page.Page.Locator("#share-link a")).ToBeVisibleAsync();
            link = (await page.Page.Locator("#share-link a").GetAttributeAsync("href"))!;
        }
        await using var fresh = await fixture.OpenAsync(new Uri(link).PathAndQuery);
        await Expect(fresh.Page.GetByRole(AriaRole.Tab, new() { Name = "A word to share" })).ToHaveAttributeAsync("aria-selected", "true");
        Assert.Equal(link, fresh.Page.Url);
        await fresh.Page.ClickAsync("#run");
        await fresh.StatusAsync("1 row");
        await fresh.Page.ReloadAsync();
        Assert.Equal(link, fresh.Page.Url);
        await Expect(fresh.Page.Locator(".cm-content")).ToContainTextAsync("select 'shared' as word");
    }

    [Fact]
    public async Task The_catalogue_is_searched_and_leads_back_to_the_source()
    {
        await using var page = await fixture.OpenAsync("/catalogue");
        await page.Page.FillAsync("#find", "membership level");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "songplays.level" }).ClickAsync();
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("songplays");
        await Expect(page.Page.Locator("#level")).ToContainTextAsync("staging_events.level");
        await Expect(page.Page.Locator("#level")).ToContainTextAsync("2 distinct; free … paid");
        await Expect(page.Page.Locator("#row-count")).ToHaveTextAsync("6,820");
        await Expect(page.Page.Locator("#lineage svg")).ToContainTextAsync("events: level");
    }

    [Fact]
    public async Task The_keyboard_alone_runs_a_query_and_sorts_and_draws_its_result()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.WriteAsync("select i as number from generate_series(1, 500) as t(i) order by i");
        await TabToAsync(page, "element.id === 'run'");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.StatusAsync("500 rows");
        await TabToAsync(page, "element.classList.contains('ag-header-cell')");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='0'][role=gridcell]")).ToHaveTextAsync("500");
        await TabToAsync(page, "element.id === 'as-chart'", "Shift+Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#chart svg")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_in_leads_to_the_requested_page()
    {
        await using var page = await WatchedPage.OpenAsync(fixture.Browser, new Uri(fixture.Guarded.Address, "/editor"), 1280, ColorScheme.Light);
        await page.Page.FillAsync("#password", "wrong");
        await Expect(page.Page.Locator("#sign-in")).ToBeEnabledAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#login-problem")).ToContainTextAsync("not the token");
        await page.Page.FillAsync("#password", BrowserFixture.Token);
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("#schema-tree details")).ToHaveCountAsync(9);
        await page.Page.ClickAsync("#sign-out");
        await Expect(page.Page.Locator("#password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_password_sent_before_the_page_is_ready_stays_out_of_the_address()
    {
        await using var page = await WatchedPage.OpenAsync(fixture.Browser, new Uri(fixture.Guarded.Address, "/login"), 1280, ColorScheme.Light);
        var released = new TaskCompletionSource();
        await page.Page.RouteAsync("**/login.js", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });
        await page.Page.GotoAsync(page.Page.Url, new() { WaitUntil = WaitUntilState.Commit });
        await page.Page.FillAsync("#password", BrowserFixture.Token);
        await page.Page.Keyboard.PressAsync("Enter");
        released.SetResult();
        await Expect(page.Page.Locator("#sign-in")).ToBeEnabledAsync();
        Assert.EndsWith("/login", page.Page.Url, StringComparison.Ordinal);
        await page.Page.ClickAsync("#sign-in");
        await Expect(page.Page.Locator("nav a[aria-current=page]")).ToHaveTextAsync("Reports");
    }

    static async Task TabToAsync(WatchedPage page, string isThere, string key = "Tab")
    {
        for (var i = 0; i < 60 && !await page.Page.EvaluateAsync<bool>($"() => {{ const element = document.activeElement; return {isThere}; }}"); i++)
            await page.Page.Keyboard.PressAsync(key);
        Assert.True(await page.Page.EvaluateAsync<bool>($"() => {{ const element = document.activeElement; return {isThere}; }}"), $"{key} does not get there: {isThere}");
    }

    // The editor takes no completion that has been there for less than a blink.
    static async Task TakeCompletionAsync(ILocator text)
    {
        await text.Page.WaitForTimeoutAsync(200);
        await text.PressAsync("Tab");
    }
}
