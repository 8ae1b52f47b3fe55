using Microsoft.Playwright;

namespace Prunella.Browser.Tests;

/// <summary>Waits until a page is at an address. Looked at again and again: the wait for a navigation misses one that comes while it is being set up.</summary>
internal static class PageAddress
{
    private const float Watchdog = 30_000;

    public static Task IsAtAsync(this IPage page, string end) =>
        Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"{System.Text.RegularExpressions.Regex.Escape(end)}$"), new PageAssertionsToHaveURLOptions { Timeout = Watchdog });
}
