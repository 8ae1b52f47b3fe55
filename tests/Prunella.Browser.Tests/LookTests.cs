using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Prunella.Browser.Tests;

/// <summary>Every page in a real browser: nothing is refused, nothing fails, everybody can read it.</summary>
[Collection("browser")]
public sealed class LookTests(Browsers browsers)
{
    private static readonly string[] Paths =
        ["", "/incidents", "/incidents/7k3m-9xq2", "/incidents/2p4w-6hd8", "/components", "/components/ledger", "/metrics?window=1+h&s=0,1", "/analysis", "/audit", "/audit/verify", "/confirm/stop", "/incidents/none"];

    public static TheoryData<ColorScheme, int> Looks => new()
    {
        { ColorScheme.Light, 1440 }, { ColorScheme.Light, 834 }, { ColorScheme.Light, 390 }, { ColorScheme.Dark, 1440 }, { ColorScheme.Dark, 834 }, { ColorScheme.Dark, 390 },
    };

    [BrowserTheory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_accessible_and_nothing_is_refused(ColorScheme scheme, int width)
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        Assert.Empty(await WalkAsync(context, new Uri(app.Address, ShowcaseApp.Prefix)));
    }

    [BrowserTheory]
    [InlineData(640)] // a window of 1,280 pixels at 200 %
    [InlineData(320)] // at 400 %
    public async Task Every_page_is_readable_when_zoomed(int width)
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions { DeviceScaleFactor = 1280f / width, ViewportSize = new ViewportSize { Width = width, Height = 450 } });
        Assert.Empty(await WalkAsync(context, new Uri(app.Address, ShowcaseApp.Prefix)));
    }

    [BrowserFact]
    public async Task Under_a_path_base_every_page_works()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync(static application => application.UsePathBase("/shop"));
        await using IBrowserContext context = await browsers.Browser.NewContextAsync();
        Assert.Empty(await WalkAsync(context, new Uri(app.Address, "/shop" + ShowcaseApp.Prefix)));
    }

    [BrowserFact]
    public async Task Behind_a_proxy_whose_prefix_nobody_tells_every_page_works()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync(static application => application.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/gateway/shop", out Microsoft.AspNetCore.Http.PathString rest))
                context.Request.Path = rest;
            return next(context);
        }));
        await using IBrowserContext context = await browsers.Browser.NewContextAsync();
        Assert.Empty(await WalkAsync(context, new Uri(app.Address, "/gateway/shop" + ShowcaseApp.Prefix)));
    }

    [BrowserFact]
    public async Task Behind_a_proxy_that_names_its_prefix_in_a_header_every_page_works()
    {
        await using ShowcaseApp app = await ShowcaseApp.StartAsync(static application => application.Use((context, next) =>
        {
            if (context.Request.Headers["X-Forwarded-Prefix"] is [{ } prefix])
            {
                context.Request.PathBase = prefix;
                _ = context.Request.Headers.Remove("X-Forwarded-Prefix"); // used up, as by the middleware of forwarded headers
                if (context.Request.Path.StartsWithSegments(prefix, out Microsoft.AspNetCore.Http.PathString rest))
                    context.Request.Path = rest;
            }

            return next(context);
        }));
        await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions { ExtraHTTPHeaders = [new("X-Forwarded-Prefix", "/edge")] });
        Assert.Empty(await WalkAsync(context, new Uri(app.Address, "/edge" + ShowcaseApp.Prefix)));
    }

    // Goes to each page and gives back what is wrong with it.
    private static async Task<IReadOnlyList<string>> WalkAsync(IBrowserContext context, Uri root)
    {
        List<string> wrong = [];
        IPage page = await context.NewPageAsync();
        string at = string.Empty;
        page.Console += (_, message) =>
        {
            // A page that says that there is no such page answers 404, and the console tells of that.
            if (message.Type is "error" or "warning" && !(message.Text.Contains("404", StringComparison.Ordinal) && at.EndsWith("none", StringComparison.Ordinal)))
                wrong.Add($"{at}: console: {message.Text}");
        };
        page.PageError += (_, error) => wrong.Add($"{at}: error: {error}");
        page.RequestFailed += (_, request) =>
        {
            if (!request.Url.Contains("/live?", StringComparison.Ordinal)) // ended by leaving the page
                wrong.Add($"{at}: failed: {request.Url}");
        };
        foreach (string path in Paths)
        {
            at = path;
            _ = await page.GotoAsync(root + path);
            if (await page.Locator("body[data-live]").CountAsync() > 0)
                await page.GetByText("Live", new PageGetByTextOptions { Exact = true }).WaitForAsync();
            wrong.AddRange((await Audit.OfAsync(page)).Select(fault => $"{path}: {fault}"));
        }

        return wrong;
    }
}
