using System.Text.Json;
using Microsoft.Playwright;
using Sparkify.Warehouse.Tests;
using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Every page, at both widths and in both themes: no serious fault for those who use a screen reader or a keyboard, and how it looks.</summary>
public sealed class PageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    static readonly string Axe = Path.Combine(TestData.Root, "artifacts", "npm", "node_modules", "axe-core", "axe.min.js");

    static readonly (string Path, string Ready)[] All =
    [
        ("/reports", "[data-report=daily-activity] svg"),
        ("/reports/top-songs", "[data-report=top-songs] tbody tr"),
        ("/editor", "#schema-tree details"),
        ("/catalogue", ".bus"),
        ("/catalogue/songplays", "#lineage svg"),
        ("/freshness", "#rows-chart svg"),
        ("/nowhere", "h1"),
    ];

    public static TheoryData<string, int, ColorScheme> Pages
    {
        get
        {
            var pages = new TheoryData<string, int, ColorScheme>();
            foreach (var (path, _) in All)
                foreach (var width in (ReadOnlySpan<int>)[1280, 390])
                    foreach (var scheme in (ReadOnlySpan<ColorScheme>)[ColorScheme.Light, ColorScheme.Dark])
                        pages.Add(path, width, scheme);
            return pages;
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_fault_of_access_and_fits_its_width(string path, int width, ColorScheme scheme)
    {
        await using var page = await fixture.OpenAsync(path, width, scheme);
        var ready = page.Page.Locator(All.Single(known => known.Path == path).Ready).First;
        await Expect(ready).ToBeAttachedAsync();
        if (path == "/editor")
        {
            await page.Page.ClickAsync("#run");
            await page.StatusAsync("10 rows");
            await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='0'][role=gridcell]")).ToBeVisibleAsync();
        }
        await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the window.");
        await page.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var found = await page.Page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 4).map(({ html, any }) => html.slice(0, 200) + ' ' + (any[0]?.message ?? '')) }))");
        Assert.True(found.GetArrayLength() == 0, found.ToString());
        if (Environment.GetEnvironmentVariable("SPARKIFY_ACCEPT") == "1")
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(TestData.Root, "docs", "pages", $"{path.Trim('/').Replace('/', '-')}-{width}-{scheme.ToString().ToLowerInvariant()}.png") });
    }
}
