namespace Prunella.EndToEnd.Support;

/// <summary>Waits for what can only be asked for. The watchdog says what did not come.</summary>
internal static class Eventually
{
    public static TimeSpan Watchdog { get; } = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), () => what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, () => what);

    public static Task TrueAsync(Func<bool> condition, Func<string> what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Watchdog)
                throw new TimeoutException($"never: {what()}");
            _ = await pause.WaitForNextTickAsync();
        }
    }
}
