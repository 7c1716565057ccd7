using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Tests that look at the clock run when no others do.</summary>
[CollectionDefinition(nameof(PaceTests), DisableParallelization = true)]
public sealed class PaceTogether : ICollectionFixture<BrowserFixture>;

/// <summary>How quickly the pages answer.</summary>
[Collection(nameof(PaceTests))]
public sealed class PaceTests(BrowserFixture fixture)
{
    [Fact]
    public async Task A_million_rows_scroll_smoothly_and_sort()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.WriteAsync("select i as number, 'row ' || i as name, i % 1000 as part from generate_series(1, 1000000) as t(i) order by i");
        await page.Page.Keyboard.PressAsync("Control+Enter");
        await page.StatusAsync("Done");
        await page.StatusAsync("1,000,000 rows");
        var frames = await page.Page.EvaluateAsync<double[]>("""
            async () => {
                const body = document.querySelector("#grid .ag-grid-viewport");
                const times = [];
                let last = performance.now();
                for (let i = 0; i < 90; i++) {
                    body.scrollTop += 120;
                    await new Promise(requestAnimationFrame);
                    const now = performance.now();
                    times.push(now - last);
                    last = now;
                }
                body.scrollTop = body.scrollHeight;
                return times;
            }
            """);
        await Expect(page.Page.Locator("#grid [col-id='0'][role=gridcell]").Filter(new() { HasText = "1,000,000" })).ToBeVisibleAsync();
        var sorted = frames.Order().ToArray();
        TestContext.Current.SendDiagnosticMessage($"frames: median {sorted[sorted.Length / 2]:0.0} ms, 95 % {sorted[sorted.Length * 95 / 100]:0.0} ms, most {sorted[^1]:0.0} ms");
        // The median, since other tests share the machine.
        Assert.True(sorted[sorted.Length / 2] < 50, string.Create(CultureInfo.InvariantCulture, $"A frame took {sorted[sorted.Length / 2]:0} ms."));
        await page.Page.EvaluateAsync("document.querySelector('#grid .ag-grid-viewport').scrollTop = 0");
        await page.Page.Locator("#grid .ag-header-cell[col-id='0']").ClickAsync();
        await page.Page.Locator("#grid .ag-header-cell[col-id='0']").ClickAsync();
        await Expect(page.Page.Locator("#grid [row-index='0'] [col-id='0'][role=gridcell]")).ToHaveTextAsync("1,000,000", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task The_first_page_means_something_within_a_second_of_a_warm_process()
    {
        // Others share the machine: the best of some tries, each in a profile that has nothing kept.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 8 && best >= TimeSpan.FromSeconds(1); i++)
        {
            await using var page = await fixture.OpenAsync("/nowhere");
            var began = System.Diagnostics.Stopwatch.StartNew();
            await page.Page.GotoAsync(new Uri(fixture.Served.Address, "/reports").ToString(), new() { WaitUntil = WaitUntilState.Commit });
            await page.Page.Locator("[data-report=daily-activity] svg").WaitForAsync();
            best = new TimeSpan(Math.Min(best.Ticks, began.Elapsed.Ticks));
        }
        Assert.True(best < TimeSpan.FromSeconds(1), $"It took {best}.");
    }
}
