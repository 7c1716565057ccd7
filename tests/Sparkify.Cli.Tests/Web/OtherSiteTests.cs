using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A page of another site, open in the browser of somebody who also has the front room open.</summary>
[Collection(SharedPages.Name)]
public sealed class OtherSiteTests(BrowserFixture fixture)
{
    // 127.0.0.1 is another site than localhost, however near it is.
    [Fact]
    public async Task A_page_of_another_site_sends_no_cookie_reads_nothing_and_runs_nothing()
    {
        await using var context = await fixture.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(fixture.Served.Address.ToString());
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await context.RouteAsync("http://127.0.0.1:9/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<form method=post enctype='text/plain'><input name='{\"sql\":\"select 666 as stolen, \"' value='\"}'></form><iframe></iframe>" }));
        await page.GotoAsync("http://127.0.0.1:9/");
        var cookies = new ConcurrentBag<string>();
        page.Response += async (_, answer) =>
        {
            if (answer.Url.StartsWith(fixture.Served.Origin, StringComparison.Ordinal) && (await answer.Request.AllHeadersAsync()).TryGetValue("cookie", out var cookie))
                cookies.Add($"{answer.Url}: {cookie}");
        };
        var read = await page.EvaluateAsync<string[]>("""
            async (site) => {
                const tries = [
                    () => fetch(site + "api/session", { credentials: "include" }),
                    () => fetch(site + "api/reports/top-songs", { credentials: "include" }),
                    () => fetch(site + "api/queries", { method: "POST", credentials: "include", headers: { "Content-Type": "application/json" }, body: '{"sql":"select 666 as stolen"}' }),
                    () => fetch(site + "api/queries", { method: "POST", credentials: "include", mode: "no-cors", headers: { "Content-Type": "text/plain" }, body: '{"sql":"select 666 as stolen"}' }),
                ];
                return Promise.all(tries.map((attempt) => attempt().then((answer) => answer.type === "opaque" ? "nothing" : answer.text(), () => "nothing")));
            }
            """, fixture.Served.Origin + "/");
        Assert.All(read, what => Assert.Equal("nothing", what));
        await page.EvaluateAsync("(site) => { document.querySelector('iframe').src = site + 'editor'; }", fixture.Served.Origin + "/");
        var sent = page.WaitForResponseAsync("**/api/queries");
        await page.EvaluateAsync("(site) => { const form = document.querySelector('form'); form.action = site + 'api/queries'; form.submit(); }", fixture.Served.Origin + "/");
        Assert.Equal(403, (await sent).Status);
        Assert.Empty(cookies);
        Assert.DoesNotContain(fixture.Served.Audit, line => line.Contains("stolen", StringComparison.Ordinal));
    }
}
