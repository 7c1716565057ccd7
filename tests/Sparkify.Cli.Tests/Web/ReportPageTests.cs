using Microsoft.Playwright;
using Sparkify.Warehouse.Reports;
using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>What the pages around the editor say of wrong addresses and filters, and that nothing on them is cut off.</summary>
[Collection(SharedPages.Name)]
public sealed class ReportPageTests(BrowserFixture fixture)
{
    // Tables in a box that is narrower than they are, and dates and numbers on more than one line.
    const string Cut = """
        () => [
            ...[...document.querySelectorAll(".scroll")].filter((box) => box.checkVisibility() && box.querySelector("table") && box.scrollWidth > box.clientWidth + 1).map((box) => "cut: " + box.getAttribute("aria-label")),
            ...[...document.querySelectorAll("td.instant, td.number")].filter((cell) => cell.checkVisibility() && cell.firstChild && lines(cell) > 1).map((cell) => "broken: " + cell.textContent),
        ];
        function lines(cell) { const range = document.createRange(); range.selectNodeContents(cell); return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size; }
        """;

    [Theory, InlineData("/reports/nope", "There is no report “nope”", "Most played songs"), InlineData("/catalogue/nope", "There is no table “nope”", "songplays")]
    public async Task A_name_that_nothing_has_is_not_found_and_gets_a_list(string path, string message, string choice)
    {
        await using var page = await fixture.OpenAsync("/nowhere");
        var answer = await page.Page.GotoAsync(new Uri(fixture.Served.Address, path).ToString());
        Assert.Equal(404, answer!.Status);
        await Expect(page.Page.Locator("h1")).ToContainTextAsync(message);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = choice, Exact = true }).ClickAsync();
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync(choice);
        using var api = await fixture.Served.Visitor.SendAsync(HttpMethod.Get, path.StartsWith("/reports", StringComparison.Ordinal) ? "/api/reports/nope" : "/api/catalogue/nope/sample");
        Assert.Equal(404, (int)api.StatusCode);
        Assert.Contains(path.StartsWith("/reports", StringComparison.Ordinal) ? "top-songs" : "songplays", await api.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_day_after_the_last_is_an_error_and_shows_nothing()
    {
        await using var page = await fixture.OpenAsync("/reports?from=2018-11-20&to=2018-11-10");
        await Expect(page.Page.Locator("#filter-problem")).ToContainTextAsync("“From” (2018-11-20) is after “To” (2018-11-10)");
        await Expect(page.Page.Locator(".report").First).ToBeHiddenAsync();
        await page.Page.FillAsync("#to", "2018-11-21");
        await Expect(page.Page.Locator("[data-report=daily-activity] svg")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#filter-problem")).ToBeHiddenAsync();
        using var api = await fixture.Served.Visitor.SendAsync(HttpMethod.Get, "/api/reports/top-songs?from=2018-11-20&to=2018-11-10");
        Assert.Equal(400, (int)api.StatusCode);
    }

    [Fact]
    public async Task Every_report_has_its_address_in_the_editor_before_it_is_drawn()
    {
        await using var page = await fixture.OpenAsync("/reports?level=paid");
        await Expect(page.Page.Locator(".report")).ToHaveCountAsync(14);
        var addresses = await page.Page.Locator(".report .open").EvaluateAllAsync<string[]>("(links) => links.map((link) => link.getAttribute('href'))");
        Assert.All(addresses, address => Assert.Matches("^/editor\\?report=[a-z-]+&level=paid$", address));
        await page.Page.Locator("[data-report=who-changed] .open").EvaluateAsync("(link) => link.click()");
        await page.TextAsync("c.level = 'paid'");
    }

    [Fact]
    public async Task Weeks_under_a_date_filter_are_whole_and_those_that_the_data_cut_are_named()
    {
        await using var page = await fixture.OpenAsync("/reports/weekly-return?from=2018-11-07&to=2018-11-14");
        await Expect(page.Page.Locator("tbody tr").First).ToHaveTextAsync("2018-11-05694869.6true");
        await Expect(page.Page.Locator(".skipped")).ToBeHiddenAsync();
        await page.Page.ClickAsync("#clear");
        await Expect(page.Page.Locator(".skipped")).ToContainTextAsync("Incomplete, because the data start or end there: 2018-10-29, 2018-11-19, 2018-11-26.");
    }

    [Theory, InlineData("/reports"), InlineData("/freshness")]
    public async Task No_table_is_cut_and_no_date_is_broken_at_1280_pixels(string path)
    {
        await using var page = await fixture.OpenAsync(path);
        if (path == "/reports")
        {
            await Expect(page.Page.Locator(".report")).ToHaveCountAsync(14);
            foreach (var report in await page.Page.Locator(".report").AllAsync())
            {
                await report.ScrollIntoViewIfNeededAsync();
                await Expect(report.Locator(".when")).ToContainTextAsync("UTC");
                var toggle = report.GetByRole(AriaRole.Button, new() { Name = "Table" });
                if (await toggle.IsVisibleAsync())
                    await toggle.ClickAsync();
            }
        }
        else
        {
            await Expect(page.Page.Locator("#loads tbody tr")).ToHaveCountAsync(1);
            await Expect(page.Page.Locator("#loads tbody")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"\d\d:\d\d:\d\d(?!\.)"));
            await Expect(page.Page.Locator("#loads tbody")).Not.ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"\d\d:\d\d:\d\d\.\d"));
        }
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Cut.Trim().TrimEnd(';')));
    }

    [Fact]
    public async Task On_a_phone_the_meaning_of_a_column_is_in_sight()
    {
        await using var page = await fixture.OpenAsync("/catalogue/songplays", 390);
        var row = page.Page.Locator("#match_rule");
        await Expect(row).ToContainTextAsync("title_artist: title and artist match");
        var box = (await row.GetByText("How the song was found").BoundingBoxAsync())!;
        Assert.InRange(box.X + box.Width, 0, 390);
        await Expect(page.Page.Locator("#level")).ToContainTextAsync("paid: has a paid subscription");
    }

    [Theory]
    [InlineData("songplays")]
    [InlineData("page_events")]
    [InlineData("load_history")]
    public async Task On_a_phone_sample_rows_need_no_sideways_scrolling_and_each_value_has_its_name(string table)
    {
        await using var page = await fixture.OpenAsync("/catalogue/" + table, 390);
        var sample = page.Page.Locator(".sample");
        await Expect(sample.Locator("td").First).ToBeVisibleAsync();
        Assert.Equal(0, await sample.EvaluateAsync<int>("card => card.scrollWidth - card.clientWidth"));
        Assert.Empty(await sample.EvaluateAsync<string[]>("card => [...card.querySelectorAll('td')].filter(cell => cell.scrollWidth > cell.clientWidth || getComputedStyle(cell, '::before').content === 'none').map(cell => cell.outerHTML)"));
    }

    [Fact]
    public async Task A_report_opens_in_the_editor_under_its_title_and_without_lines_for_programs()
    {
        await using var page = await fixture.OpenAsync("/editor?report=top-songs&level=paid");
        var text = page.Page.Locator(".cm-content");
        await Expect(text).ToContainTextAsync("-- Most played songs");
        await Expect(text).ToContainTextAsync("= 'paid'");
        foreach (var report in ReportCatalog.All)
        {
            var sql = report.WrittenWith(ReportFilters.None);
            Assert.StartsWith($"-- {report.Title}\n", sql, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"(?m)^ *-- (title|question|bar|reads|join|given)\b.*: ", sql);
        }
    }
}
