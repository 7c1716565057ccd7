using System.Text.Json;
using Microsoft.Playwright;
using Sparkify.Warehouse.Tests;
using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Every page, at both widths and in both themes: no serious fault for those who use a screen reader or a keyboard, and how it looks.</summary>
[Collection(SharedPages.Name)]
public sealed class PageTests(BrowserFixture fixture)
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
        ("/login", "#password"),
        ("/nowhere", "h1"),
    ];

    public static TheoryData<string, int> Pages
    {
        get
        {
            var pages = new TheoryData<string, int>();
            foreach (var (path, _) in All)
                foreach (var width in (ReadOnlySpan<int>)[1280, 390])
                    pages.Add(path, width);
            return pages;
        }
    }

    public static TheoryData<string> Paths => [.. All.Select(page => page.Path)];

    // What is there to be pressed, filled in or followed, and cannot be reached by Tab, or does not show that it has been.
    const string Unreached = """
        () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable=true]")]
            .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0 && !element.closest(".ag-root-wrapper") && !("reached" in element.dataset))
            .map((element) => element.outerHTML.slice(0, 160))
        """;

    const string Reach = """
        () => {
            const element = document.activeElement;
            element.dataset.reached = "";
            const style = getComputedStyle(element);
            return element === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none" || element.closest(".editor:focus-within") !== null ? "" : element.outerHTML.slice(0, 160);
        }
        """;

    [Theory, MemberData(nameof(Paths))]
    public async Task Tab_reaches_every_control_and_shows_the_focus(string path)
    {
        await using var page = await fixture.OpenAsync(path);
        await Expect(page.Page.Locator(All.Single(known => known.Path == path).Ready).First).ToBeAttachedAsync();
        await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var hidden = new HashSet<string>();
        for (var presses = 0; presses < 600 && (presses % 20 != 0 || (await page.Page.EvaluateAsync<string[]>(Unreached)).Length > 0); presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<string>(Reach) is { Length: > 0 } unseen)
                hidden.Add(unseen);
        }
        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Unreached));
        Assert.Empty(hidden);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_fault_of_access_and_fits_its_width(string path, int width)
    {
        await using var page = await fixture.OpenAsync(path, width, ColorScheme.Light);
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
        await AssertForAllAsync(page.Page, path, width, ColorScheme.Light);
        // What is drawn is drawn again in the other colours.
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await page.Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))");
        await AssertForAllAsync(page.Page, path, width, ColorScheme.Dark);
    }

    static async Task AssertForAllAsync(IPage page, string path, int width, ColorScheme scheme)
    {
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 4).map(({ html, any }) => html.slice(0, 200) + ' ' + (any[0]?.message ?? '')) }))");
        Assert.True(found.GetArrayLength() == 0, $"{scheme}: {found}");
        if (Environment.GetEnvironmentVariable("SPARKIFY_ACCEPT") == "1")
            await page.ScreenshotAsync(new() { Path = Path.Combine(TestData.Root, "docs", "pages", $"{path.Trim('/').Replace('/', '-')}-{width}-{scheme.ToString().ToLowerInvariant()}.png") });
    }
}
