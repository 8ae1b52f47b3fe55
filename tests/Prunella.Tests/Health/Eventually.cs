namespace Prunella.Tests.Health;

/// <summary>Waits for what another thread does, with a watchdog and no guess of how long it takes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    public static async Task Holds(Func<bool> condition)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Watchdog, "it never came to be");
            await Task.Yield();
        }
    }
}
