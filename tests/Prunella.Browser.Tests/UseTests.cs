using Microsoft.Playwright;
using Prunella.Journal;

namespace Prunella.Browser.Tests;

/// <summary>What people do with the pages, with and without a script, with and without a mouse.</summary>
[Collection("browser")]
public sealed class UseTests(Browsers browsers)
{
    [BrowserFact]
    public async Task Without_a_script_healing_can_be_read_and_stopped()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        _ = await page.GotoAsync(new Uri(app.Address, ShowcaseApp.Prefix).ToString());
        Assert.Contains("ledger is failed", await page.Locator(".verdict").TextContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Stop all healing" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("ada");
        await page.GetByLabel("Your reason").FillAsync("too eager");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Stop all healing" }).ClickAsync();

        Assert.Equal("Done", await page.Locator("h1").TextContentAsync());
        Assert.Equal(["stop  ada: too eager"], app.System.Done);
    }

    [BrowserFact]
    public async Task By_the_keyboard_alone_healing_can_be_stopped()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        IPage page = await browsers.Browser.NewPageAsync();
        _ = await page.GotoAsync(new Uri(app.Address, ShowcaseApp.Prefix).ToString());
        await page.GetByText("Live", new PageGetByTextOptions { Exact = true }).WaitForAsync(); // a key is lost while the first news are put in
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("To the content", await FocusAsync(page));
        await TabToAsync(page, "Stop all healing");
        await page.Keyboard.PressAsync("Enter");
        await page.IsAtAsync("/confirm/stop");
        await TabToAsync(page, "by");
        await page.Keyboard.TypeAsync("ada");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("too eager");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Done" }).WaitForAsync();
        Assert.Equal(["stop  ada: too eager"], app.System.Done);
        await page.CloseAsync();
    }

    [BrowserFact]
    public async Task Without_a_script_the_parts_of_a_trace_can_be_seen_by_the_keyboard()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        _ = await page.GotoAsync(new Uri(app.Address, ShowcaseApp.Prefix + "/analysis").ToString());
        ILocator trace = page.Locator("[id^=work-]").First;
        Assert.False(await trace.Locator("table").IsVisibleAsync());
        await trace.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await trace.Locator("table").WaitForAsync();
        Assert.Contains("inventory: reserve takes 212 ms", await page.Locator(".card h3").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task What_was_opened_stays_open_while_news_come()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        IPage page = await browsers.Browser.NewPageAsync();
        _ = await page.GotoAsync(new Uri(app.Address, ShowcaseApp.Prefix + "/analysis").ToString());
        await page.GetByText("Live", new PageGetByTextOptions { Exact = true }).WaitForAsync();
        ILocator newest = page.Locator("#work-00000000000000000000000000000001");
        await newest.Locator("summary").ClickAsync();
        await newest.Locator("table").WaitForAsync();

        app.Analysis.News = 12;
        await Assertions.Expect(newest.Locator("summary")).ToContainTextAsync("52 ms", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        Assert.True(await newest.Locator("table").IsVisibleAsync());
        await page.CloseAsync();
    }

    [BrowserFact]
    public async Task The_first_stop_leads_to_the_content()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        IPage page = await browsers.Browser.NewPageAsync();
        foreach (string path in new[] { "", "/incidents", "/components/ledger" })
        {
            string address = new Uri(app.Address, ShowcaseApp.Prefix + path).ToString();
            _ = await page.GotoAsync(address);
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Enter");
            await page.IsAtAsync(address + "#main"); // the browser moves there a moment after the key
            Assert.Equal("main", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        }

        await page.CloseAsync();
    }

    [BrowserFact]
    public async Task Every_stop_of_the_keyboard_shows_where_it_is()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        IPage page = await browsers.Browser.NewPageAsync();
        _ = await page.GotoAsync(new Uri(app.Address, ShowcaseApp.Prefix + "/components").ToString());
        int stops = await page.EvaluateAsync<int>("() => document.querySelectorAll('a[href], button, input, select').length");
        for (int i = 0; i < stops; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("""
                () => { const element = document.activeElement, style = getComputedStyle(element), shape = element.querySelector("rect");
                  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || (shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 3); }
                """), await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)"));
        }

        await page.CloseAsync();
    }

    [BrowserFact]
    public async Task What_happens_is_shown_without_a_reload_and_the_focus_stays()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        IPage page = await browsers.Browser.NewPageAsync();
        _ = await page.GotoAsync(new Uri(app.Address, ShowcaseApp.Prefix).ToString());
        await page.GetByText("Live", new PageGetByTextOptions { Exact = true }).WaitForAsync();
        await page.Locator("#part-components a[href='components/postgres']").FocusAsync();

        app.System.Heal();
        _ = app.System.Facts.Append(new HealingResumed { Author = "a", Reason = "r" });

        await page.GetByText("All 8 components serve.").WaitForAsync();
        await page.Locator("#part-components .mark.failed").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.Equal("postgres", await FocusAsync(page));
        await page.CloseAsync();
    }

    [BrowserFact]
    public async Task What_is_pressed_stays_in_its_place_while_news_come()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        string address = new Uri(app.Address, ShowcaseApp.Prefix).ToString();
        IPage page = await browsers.Browser.NewPageAsync(), other = await browsers.Browser.NewPageAsync();
        foreach (IPage viewer in new[] { page, other })
        {
            _ = await viewer.GotoAsync(address);
            await viewer.GetByText("Live", new PageGetByTextOptions { Exact = true }).WaitForAsync();
        }

        await page.BringToFrontAsync();
        await page.Locator("#part-components a[href='components/postgres']").HoverAsync();
        await page.Mouse.DownAsync();
        app.System.Heal();
        _ = app.System.Facts.Append(new HealingResumed { Author = "a", Reason = "r" });
        await other.GetByText("All 8 components serve.").WaitForAsync();
        Assert.NotEqual(0, await page.Locator("#part-components .mark.failed").CountAsync());
        await page.Mouse.UpAsync();

        await page.IsAtAsync("/components/postgres");
        await page.CloseAsync();
        await other.CloseAsync();
    }

    private static Task<string> FocusAsync(IPage page) =>
        page.EvaluateAsync<string>("() => document.activeElement.name || document.activeElement.textContent.trim()");

    private static async Task TabToAsync(IPage page, string wanted)
    {
        for (int i = 0; i < 60 && await FocusAsync(page) != wanted; i++)
            await page.Keyboard.PressAsync("Tab");
        Assert.Equal(wanted, await FocusAsync(page));
    }
}
