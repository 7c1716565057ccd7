using Microsoft.Playwright;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Web;

/// <summary>The real month, loaded and served, and a real Chromium before it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    readonly ScratchFolder scratch = new();
    IPlaywright? playwright;

    /// <summary>The warehouse.</summary>
    public string[] Options => ["--target", scratch.Target];

    /// <summary>The browser.</summary>
    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>What it looks at.</summary>
    internal ServedFrontroom Served { get; private set; } = null!;

    /// <summary>The same front room, where people sign in with a token.</summary>
    internal ServedFrontroom Guarded { get; private set; } = null!;

    /// <summary>The token.</summary>
    internal const string Token = "a-long-secret-token";

    public async ValueTask InitializeAsync()
    {
        Product.Run("etl", "--logs", TestData.Logs(TestData.Sparkify), "--songs", TestData.Songs(TestData.Sparkify), "--quiet", "--target", scratch.Target).Expect(0);
        Served = await ServedFrontroom.StartAsync(Options);
        Guarded = await ServedFrontroom.StartWithAsync(new Dictionary<string, string> { ["SPARKIFY_SERVE_TOKEN"] = Token }, Options);
        Assertions.SetDefaultExpectTimeout(WatchedPage.Patience);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright?.Dispose();
        await Served.DisposeAsync();
        await Guarded.DisposeAsync();
        scratch.Dispose();
    }

    /// <summary>Adds a file of events, as a load that comes meanwhile.</summary>
    internal void Load(string lines, int exitCode = 0)
    {
        scratch.Write("more/1.json", lines);
        Product.Run("etl", "--logs", scratch.In("more"), "--quiet", "--target", scratch.Target).Expect(exitCode);
    }

    /// <summary>A profile of its own. A message on the console, a fault of a script or a request that leaves the host fails the test when it is disposed.</summary>
    internal async Task<WatchedPage> OpenAsync(string path, int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        await WatchedPage.OpenAsync(Browser, (path == "/login" ? Guarded : Served).LinkTo(path), width, scheme);
}
