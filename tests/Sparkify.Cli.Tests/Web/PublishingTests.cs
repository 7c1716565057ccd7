using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A page that stays open while a load is published.</summary>
public sealed class PublishingTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_page_that_is_open_hears_of_newer_data_and_shows_it_when_asked()
    {
        await using var page = await fixture.OpenAsync("/reports/match-quality");
        await Expect(page.Page.Locator("tbody")).ToContainTextAsync("6,819");
        await Expect(page.Page.Locator("#freshness-badge")).ToContainTextAsync("Newest event");
        fixture.Load("""{"artist":"Nobody at all","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":99999,"song":"Nothing","ts":1541106106796,"userId":"7"}""");
        await Expect(page.Page.Locator("#news")).ToContainTextAsync("Newer data is available", new() { Timeout = 15_000 });
        await Expect(page.Page.Locator("tbody")).ToContainTextAsync("6,819");
        await page.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await Expect(page.Page.Locator("tbody")).ToContainTextAsync("6,820");
    }

    [Fact]
    public async Task A_refused_load_is_shown_on_the_freshness_page_until_one_is_published()
    {
        fixture.Load(string.Join('\n', Enumerable.Repeat("no event", 30)), exitCode: 3);
        await using (var page = await fixture.OpenAsync("/freshness"))
            await Expect(page.Page.Locator("#notice")).ToContainTextAsync("was refused: 30 of 30 rows were rejected");
        fixture.Load("""{"itemInSession":0,"level":"free","page":"Home","sessionId":99998,"ts":1541106106796,"userId":"7"}""");
        await using (var page = await fixture.OpenAsync("/freshness"))
        {
            await Expect(page.Page.Locator("#loads tbody tr").First).ToBeVisibleAsync();
            await Expect(page.Page.Locator("#notice")).ToBeHiddenAsync();
        }
    }
}
