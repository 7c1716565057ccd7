using Microsoft.Playwright;

namespace Sparkify.Bench.Serve;

/// <summary>The served front room as somebody sees it in Chromium: how soon a page shows what it is for, and how evenly a long result scrolls.</summary>
sealed class BrowserLook
{
    /// <summary>Rows of the result that is scrolled.</summary>
    internal const int Rows = 1_000_000;

    /// <summary>A frame that takes longer than this, in milliseconds, is seen as a jerk.</summary>
    internal const double Jerk = 50;

    const int Rounds = 10;

    /// <summary>Milliseconds from the begin of a visit to the reports' names and questions, each time in a profile that knows nothing yet.</summary>
    internal List<double> Questions { get; } = [];

    /// <summary>The same to the first report drawn.</summary>
    internal List<double> FirstReport { get; } = [];

    /// <summary>The same to an editor that can be written in and the list of tables beside it.</summary>
    internal List<double> Editor { get; } = [];

    /// <summary>Milliseconds of each frame while a result is scrolled.</summary>
    internal IReadOnlyList<double> Frames { get; private set; } = [];

    /// <summary>Looks at a front room that is served at an address.</summary>
    internal async Task RunAsync(Uri address)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        // The first visit of all is not counted: the process is to be warm.
        for (var round = -1; round < Rounds; round++)
        {
            var questions = await Visit(browser, new(address, "/reports"), ".report .question");
            var (report, editor) = (await Visit(browser, new(address, "/reports"), ".report .chart svg"), await Visit(browser, new(address, "/editor"), "#schema-tree details"));
            if (round < 0) continue;
            Questions.Add(questions);
            FirstReport.Add(report);
            Editor.Add(editor);
        }
        Frames = await Scroll(browser, new(address, "/editor"));
    }

    static async Task<double> Visit(IBrowser browser, Uri address, string shown)
    {
        await using var profile = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await profile.NewPageAsync();
        // The page's own clock begins with the visit; the time is taken when the frame with it has been drawn.
        await page.AddInitScriptAsync($$"""
            window.shownAt = new Promise((done) => new MutationObserver((_, observer) => {
                if (document.querySelector("{{shown}}") !== null) {
                    observer.disconnect();
                    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
                }
            }).observe(document, { childList: true, subtree: true }));
            """);
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        return await page.EvaluateAsync<double>("() => window.shownAt");
    }

    static async Task<IReadOnlyList<double>> Scroll(IBrowser browser, Uri editor)
    {
        await using var profile = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await profile.NewPageAsync();
        await page.GotoAsync(editor.ToString());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "SQL" }).PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync($"select i as number, 'row ' || i as name, i % 1000 as part from generate_series(1, {Rows}) as t(i) order by i");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#status").Filter(new() { HasText = $"{Rows:N0} rows" }).Filter(new() { HasText = "Done" }).WaitForAsync();
        // Ten seconds of a turning wheel, then leaps to anywhere, each with the frames behind it.
        return await page.EvaluateAsync<double[]>("""
            async () => {
                const body = document.querySelector("#grid .ag-grid-viewport");
                const frames = [];
                let last = await new Promise(requestAnimationFrame);
                const scroll = async (to) => {
                    body.scrollTop = to;
                    const now = await new Promise(requestAnimationFrame);
                    frames.push(now - last);
                    last = now;
                };
                for (let i = 0; i < 600; i++)
                    await scroll(body.scrollTop + 90);
                for (let leap = 1; leap <= 20; leap++)
                    for (let i = 0; i < 20; i++)
                        await scroll((body.scrollHeight * (leap * 7 % 20)) / 20 + i);
                return frames;
            }
            """);
    }
}
