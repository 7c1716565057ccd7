using Microsoft.Playwright;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A page in a profile of its own whose console stays silent and whose requests stay on the host.</summary>
sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>Milliseconds that anything may take: usually far less, but other programs may keep the machine busy.</summary>
    public const int Patience = 120_000;

    const int WideEnoughForAll = 600;

    readonly List<string> complaints = [];
    readonly IBrowserContext context;

    WatchedPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    public static async Task<WatchedPage> OpenAsync(IBrowser browser, Uri address, int width, ColorScheme scheme)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width > WideEnoughForAll ? 860 : 844 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        var page = new WatchedPage(context, await context.NewPageAsync());
        page.Page.Console += (_, message) => page.Note(message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal), $"console: {message.Text}");
        page.Page.PageError += (_, error) => page.Note(true, $"script: {error}");
        page.Page.Request += (_, request) => page.Note(!request.Url.StartsWith(address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"request: {request.Url}");
        await page.Page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>The SQL editor's text.</summary>
    public async Task WriteAsync(string sql)
    {
        var text = Page.GetByRole(AriaRole.Textbox, new() { Name = "SQL" });
        await text.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync(sql);
        await text.PressAsync("Escape");
    }

    /// <summary>Waits until the editor's text, all of it and not only what is drawn, has a part.</summary>
    public Task TextAsync(string part) => HasTextAsync(Page, part);

    /// <summary>Waits until the text of an editor in another window of the same profile has a part.</summary>
    public static async Task HasTextAsync(IPage page, string part) =>
        await page.WaitForFunctionAsync("(part) => document.getElementById('editor')?.editor?.state.doc.toString().includes(part)", part);

    /// <summary>Waits until the editor's status says something.</summary>
    public Task StatusAsync(string text) => Assertions.Expect(Page.Locator("#status")).ToContainTextAsync(text);

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.Empty(complaints);
    }

    void Note(bool isBad, string complaint)
    {
        if (isBad)
            lock (complaints)
                complaints.Add(complaint);
    }
}
