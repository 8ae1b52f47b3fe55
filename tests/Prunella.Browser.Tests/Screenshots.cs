using Microsoft.Playwright;

namespace Prunella.Browser.Tests;

/// <summary>Takes the pictures of the documentation. Runs by <c>eng/screenshots</c>, which says where they go.</summary>
[Collection("browser")]
public sealed class Screenshots(Browsers browsers)
{
    public const string Variable = "PRUNELLA_SCREENSHOTS";

    private static readonly (string Name, string Path)[] Pages =
    [
        ("now", ""), ("incidents", "/incidents"), ("incident", "/incidents/7k3m-9xq2"), ("components", "/components"), ("component", "/components/ledger"),
        ("metrics", "/metrics?window=1+h&s=0"), ("analysis", "/analysis"), ("audit", "/audit"), ("confirm", "/confirm/stop"),
    ];

    // Those that the documentation shows.
    private static readonly string[] Documented =
        ["now-light-1440.png", "now-dark-1440.png", "now-dark-390.png", "incident-light-1440.png", "components-dark-1440.png", "confirm-light-834.png"];

    [BrowserFact]
    public async Task The_pictures_are_taken()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return;
        bool all = Environment.GetEnvironmentVariable(Variable + "_ALL") is { Length: > 0 };
        await using ShowcaseApp app = await ShowcaseApp.StartAsync();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (int width in new[] { 1440, 834, 390 })
            {
                await using IBrowserContext context = await browsers.Browser.NewContextAsync(new BrowserNewContextOptions
                {
                    ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce, TimezoneId = "UTC", Locale = "en-GB",
                });
                IPage page = await context.NewPageAsync();
                foreach ((string name, string path) in Pages)
                {
                    string file = $"{name}-{(scheme == ColorScheme.Light ? "light" : "dark")}-{width}.png";
                    if (!all && !Documented.Contains(file))
                        continue;
                    _ = await page.GotoAsync(new Uri(app.Address, ShowcaseApp.Prefix + path).ToString());
                    _ = await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file), FullPage = true });
                }
            }
        }
    }
}
