namespace Prunella.Bench.Service;

/// <summary>Blocks each thread of the pool, those it adds as well.</summary>
internal static class Starvation
{
    private const int MostBlocked = 2_000;
    private const int Growth = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public static void Start(TimeSpan duration)
    {
        ManualResetEvent over = new(initialState: false);
        long begin = TimeProvider.System.GetTimestamp();
        new Thread(() =>
        {
            for (int blocked = 0; TimeProvider.System.GetElapsedTime(begin) < duration; blocked += Growth)
            {
                for (int i = 0; i < Growth && blocked < MostBlocked; i++)
                    _ = ThreadPool.UnsafeQueueUserWorkItem(static over => _ = over.WaitOne(), over, preferLocal: false);
                _ = over.WaitOne(Step);
            }

            _ = over.Set();
        }) { IsBackground = true }.Start();
    }
}
