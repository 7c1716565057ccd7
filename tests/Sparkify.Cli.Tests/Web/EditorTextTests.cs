using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>What people write stays what they wrote: nothing is completed unasked, no tab is lost, and addresses stay.</summary>
[Collection(SharedPages.Name)]
public sealed class EditorTextTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Enter_begins_a_line_and_a_new_name_is_not_completed()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await Expect(page.Page.Locator("#schema-tree details")).ToHaveCountAsync(9);
        var text = Text(page);
        await text.FillAsync("");
        await text.PressSequentiallyAsync("select lev");
        await Expect(page.Page.Locator(".cm-tooltip-autocomplete li").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^level"));
        // A list that has been there long enough to be taken from.
        await page.Page.WaitForTimeoutAsync(200);
        await text.PressAsync("Enter");
        await text.PressSequentiallyAsync("1 as b");
        await Expect(page.Page.Locator(".cm-tooltip-autocomplete")).ToHaveCountAsync(0);
        await text.PressAsync("Enter");
        await text.PressSequentiallyAsync("-- backw");
        await Expect(page.Page.Locator(".cm-tooltip-autocomplete")).ToHaveCountAsync(0);
        Assert.Equal("select lev\n1 as b\n-- backw", await page.Page.EvaluateAsync<string>("() => document.getElementById('editor').editor.state.doc.toString()"));
    }

    [Fact]
    public async Task A_tab_is_closed_by_its_button_and_comes_back_and_a_right_click_closes_none()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await page.Page.ClickAsync("#add-tab");
        await page.WriteAsync("select 'kept'");
        var tab = page.Page.GetByRole(AriaRole.Tab, new() { Name = "Query 2" });
        await tab.ClickAsync(new() { Button = MouseButton.Right });
        await Expect(tab).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Close Query 2" }).ClickAsync();
        await Expect(tab).ToHaveCountAsync(0);
        await Expect(Text(page)).Not.ToContainTextAsync("kept");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Text(page)).ToContainTextAsync("kept");
        await tab.PressAsync("Delete");
        await Expect(tab).ToHaveCountAsync(0);
        await page.Page.ReloadAsync();
        await Expect(page.Page.GetByRole(AriaRole.Tab)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Two_windows_keep_what_was_written_in_each()
    {
        await using var page = await fixture.OpenAsync("/editor");
        await Expect(page.Page.Locator("#schema-tree details")).ToHaveCountAsync(9);
        var other = await page.Page.Context.NewPageAsync();
        await other.GotoAsync(page.Page.Url);
        await Expect(other.Locator("#schema-tree details")).ToHaveCountAsync(9);
        await page.WriteAsync("select 'one'");
        await Expect(other.Locator(".cm-content")).ToContainTextAsync("select 'one'");
        var text = other.GetByRole(AriaRole.Textbox, new() { Name = "SQL" });
        await text.PressAsync("Control+A");
        await other.Keyboard.InsertTextAsync("select 'two'");
        await Expect(page.Page.GetByRole(AriaRole.Tab)).ToHaveCountAsync(2);
        await Expect(page.Page.Locator(".cm-content")).ToContainTextAsync("select 'one'");
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator(".cm-content")).ToContainTextAsync("select 'one'");
        await other.ReloadAsync();
        await Expect(other.Locator(".cm-content")).ToContainTextAsync("select 'two'");
    }

    [Fact]
    public async Task The_address_of_a_query_stays_and_leads_to_it_in_another_window()
    {
        await using var page = await fixture.OpenAsync("/editor?report=top-songs&from=2018-11-05&to=2018-11-11");
        await Expect(page.Page.GetByRole(AriaRole.Tab, new() { Name = "Most played songs" })).ToHaveAttributeAsync("aria-selected", "true");
        await page.TextAsync("timestamp '2018-11-05 00:00:00'");
        Assert.EndsWith("/editor?report=top-songs&from=2018-11-05&to=2018-11-11", page.Page.Url, StringComparison.Ordinal);
        await Text(page).PressAsync("Control+End");
        await page.Page.Keyboard.InsertTextAsync(" -- mine");
        await page.Page.ReloadAsync();
        await page.TextAsync("-- mine");
        await Expect(page.Page.GetByRole(AriaRole.Tab)).ToHaveCountAsync(2);

        var address = page.Page.Url;
        await page.Page.GetByRole(AriaRole.Tab, new() { Name = "Query 1" }).ClickAsync();
        Assert.EndsWith("/editor", page.Page.Url, StringComparison.Ordinal);
        var other = await page.Page.Context.NewPageAsync();
        await other.GotoAsync(address);
        await Expect(other.GetByRole(AriaRole.Tab)).ToHaveCountAsync(3);
        await WatchedPage.HasTextAsync(other, "timestamp '2018-11-05 00:00:00'");
        Assert.DoesNotContain("-- mine", await other.EvaluateAsync<string>("() => document.getElementById('editor').editor.state.doc.toString()"), StringComparison.Ordinal);
        await other.GotoAsync(new Uri(new Uri(address), "/editor?query=00000000").ToString());
        await Expect(other.Locator("#problem")).ToContainTextAsync("no shared query");
        await other.GotoAsync(new Uri(new Uri(address), "/editor?table=songs").ToString());
        await Expect(other.Locator(".cm-content")).ToContainTextAsync("from frontroom.songs");
    }

    [Fact]
    public async Task Search_leaves_the_text_its_room()
    {
        foreach (var width in (int[])[1280, 390])
        {
            await using var page = await fixture.OpenAsync("/editor", width);
            var before = await HeightAsync();
            await Text(page).PressAsync("Control+F");
            await Expect(page.Page.Locator(".cm-search")).ToBeVisibleAsync();
            Assert.True(await HeightAsync() >= before - 1, $"At {width} pixels the search takes {before - await HeightAsync()} of {before} pixels from the text.");

            async Task<double> HeightAsync() => (await page.Page.Locator(".cm-scroller").BoundingBoxAsync())!.Height;
        }
    }

    static ILocator Text(WatchedPage page) => page.Page.GetByRole(AriaRole.Textbox, new() { Name = "SQL" });
}
