namespace Prunella.Supervisor.Tests;

/// <summary>Waits for what real processes, sockets and threads do, with a watchdog.</summary>
internal static class Sight
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Watchdog)
                throw new TimeoutException("It never came true.");
            _ = await pause.WaitForNextTickAsync();
        }
    }
}
