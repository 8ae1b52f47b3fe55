using Microsoft.Playwright;

namespace Prunella.Browser.Tests;

/// <summary>The page of <c>prunella analyze</c>, opened from a file.</summary>
[Collection("browser")]
public sealed class AnalysisReportTests(Browsers browsers)
{
    private static readonly string[] Views = ["findings", "durations", "order", "traces", "errors", "statements", "coverage", "sources"];

    [BrowserFact]
    public async Task Every_view_is_drawn_without_an_error_and_without_a_request()
    {
        using var report = new AnalysisReportPage();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme });
            IPage page = await context.NewPageAsync();
            var troubles = new List<string>();
            page.Console += (_, message) => troubles.Add(message.Text);
            page.PageError += (_, error) => troubles.Add(error);
            page.Request += (_, request) =>
            {
                if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                    troubles.Add(request.Url);
            };
            _ = await page.GotoAsync(report.Address);
            foreach (string view in Views)
            {
                await page.Locator($"#to-{view}").ClickAsync();
                await page.Locator($"section#{view} h1").WaitForAsync();
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), view);
            }

            Assert.Empty(troubles);
        }
    }

    [BrowserFact]
    public async Task A_comparison_shows_both_sides_and_what_differs()
    {
        using var report = new AnalysisReportPage();
        await using IBrowserContext context = await browsers.Browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        var troubles = new List<string>();
        page.Console += (_, message) => troubles.Add(message.Text);
        page.PageError += (_, error) => troubles.Add(error);
        _ = await page.GotoAsync(report.Compared());
        await page.Locator("section#findings h1").WaitForAsync();

        await page.Keyboard.PressAsync("9");
        ILocator view = page.Locator("section#compare");
        await Assertions.Expect(view.Locator("h1")).ToHaveTextAsync("Before and after");
        await Assertions.Expect(view.Locator("tr").Filter(new LocatorFilterOptions { HasText = "records" }).First).ToContainTextAsync("4,500");
        await Assertions.Expect(view.Locator("td.bad").First).ToBeVisibleAsync();
        Assert.Empty(troubles);
    }

    [BrowserFact]
    public async Task By_the_keyboard_a_view_is_chosen_and_a_statement_is_found_and_opened()
    {
        using var report = new AnalysisReportPage();
        await using IBrowserContext context = await browsers.Browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        _ = await page.GotoAsync(report.Address);
        await page.Locator("section#findings h1").WaitForAsync();

        await page.Keyboard.PressAsync("5");
        await page.Locator("section#errors h1").WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await page.Locator("#search:focus").WaitForAsync();
        await page.Keyboard.TypeAsync("reserved");
        ILocator row = page.Locator("section#statements tr.click");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await row.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("section#statements tr.more pre")).ToContainTextAsync("Stock reserved");
    }

    [BrowserFact]
    public async Task A_trace_is_drawn_with_its_parts()
    {
        using var report = new AnalysisReportPage();
        await using IBrowserContext context = await browsers.Browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        _ = await page.GotoAsync(report.Address + "#traces/" + 4.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));

        await Assertions.Expect(page.Locator(".fall .row")).ToHaveCountAsync(6);
        await Assertions.Expect(page.Locator(".fall .row.error")).ToHaveCountAsync(3);
    }

    /// <summary>Runs by <c>eng/screenshots</c>, which says where the pictures go.</summary>
    [BrowserFact]
    public async Task Screenshots_of_the_report_are_taken()
    {
        if (Environment.GetEnvironmentVariable(Screenshots.Variable) is not { Length: > 0 } folder)
            return;
        using var report = new AnalysisReportPage();
        foreach ((ColorScheme scheme, string view, string name) in new[] { (ColorScheme.Light, "findings", "analyze-light-1440.png"), (ColorScheme.Dark, "durations", "analyze-dark-1440.png") })
        {
            await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
            IPage page = await context.NewPageAsync();
            _ = await page.GotoAsync($"{report.Address}#{view}");
            await page.Locator($"section#{view} h1").WaitForAsync();
            _ = await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name) });
        }
    }
}
