using Microsoft.Playwright;

namespace Sparkify.Bench.Serve;

/// <summary>The served front room in Chromium: how soon a page is useful, and how smoothly a long result scrolls.</summary>
sealed class BrowserLook
{
    /// <summary>The number of rows of the result that is scrolled.</summary>
    internal const int Rows = 1_000_000;

    /// <summary>A frame longer than this, in milliseconds, is visible as a stutter.</summary>
    internal const double Jerk = 50;

    const int Rounds = 10;

    /// <summary>Milliseconds from the start of a visit to the reports' names and questions, each time in a new browser profile.</summary>
    internal List<double> Questions { get; } = [];

    /// <summary>The same to the first report drawn.</summary>
    internal List<double> FirstReport { get; } = [];

    /// <summary>The same to an editor that accepts input, with its list of tables.</summary>
    internal List<double> Editor { get; } = [];

    /// <summary>Milliseconds of each frame while a result is scrolled.</summary>
    internal IReadOnlyList<double> Frames { get; private set; } = [];

    IReadOnlyList<Cookie> cookies = [];

    /// <summary>Measures a front room served at an address.</summary>
    internal async Task RunAsync(Uri address)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox"] });
        // Each visit is by a new profile that is signed in: the link is used once, and its cookies are handed on.
        await using (var first = await browser.NewContextAsync())
        {
            await (await first.NewPageAsync()).GotoAsync(address.ToString());
            cookies = [.. (await first.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = new Uri(address, "/").ToString(), HttpOnly = cookie.HttpOnly, SameSite = cookie.SameSite })];
        }

        // The very first visit is not counted, so that the process is warm.
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

    async Task<double> Visit(IBrowser browser, Uri address, string shown)
    {
        await using var profile = await NewProfile(browser);
        var page = await profile.NewPageAsync();
        // The page's own clock starts with the visit; the time is taken when the frame has been drawn.
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

    async Task<IBrowserContext> NewProfile(IBrowser browser)
    {
        var profile = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 860 } });
        await profile.AddCookiesAsync(cookies);
        return profile;
    }

    async Task<IReadOnlyList<double>> Scroll(IBrowser browser, Uri editor)
    {
        await using var profile = await NewProfile(browser);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(editor.ToString());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "SQL" }).PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync($"select i as number, 'row ' || i as name, i % 1000 as part from generate_series(1, {Rows}) as t(i) order by i");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#status").Filter(new() { HasText = $"{Rows:N0} rows" }).Filter(new() { HasText = "Done" }).WaitForAsync();
        // Ten seconds of scrolling with the wheel, then jumps to random places, each with the frames after it.
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
