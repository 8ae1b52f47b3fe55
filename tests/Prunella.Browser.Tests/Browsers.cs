using Microsoft.Playwright;

namespace Prunella.Browser.Tests;

/// <summary>One Chromium for all tests of the collection.</summary>
public sealed class Browsers : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;

    /// <summary>Why there is no browser; null where there is one.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() || Places.Any(File.Exists) ? null : "Chromium is not installed: eng/setup installs it where it may.";

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Places.First(File.Exists), Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.CloseAsync();
        _playwright?.Dispose();
    }
}
