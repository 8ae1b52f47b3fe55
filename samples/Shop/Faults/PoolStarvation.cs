namespace Shop.Faults;

/// <summary>Starves the thread pool: each thread it adds is blocked as well.</summary>
internal sealed class PoolStarvation : IDisposable
{
    private const int MaxBlocked = 2_000;
    private const int Growth = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private ManualResetEvent _over = new(initialState: true);

    /// <summary>Starts, in place of one that goes on.</summary>
    public void Start(TimeSpan duration)
    {
        var over = new ManualResetEvent(initialState: false);
        _ = Interlocked.Exchange(ref _over, over).Set();
        long start = TimeProvider.System.GetTimestamp();
        var thread = new Thread(() =>
        {
            for (int blocked = 0; TimeProvider.System.GetElapsedTime(start) < duration && !over.WaitOne(Step); blocked += Growth)
                Block(over, blocked < MaxBlocked ? Growth : 0);
            _ = over.Set();
        }) { Name = "fault-starve", IsBackground = true };
        thread.Start();
    }

    public void Stop() => _over.Set();

    public void Dispose() => Stop();

    private static void Block(ManualResetEvent over, int threads)
    {
        for (int i = 0; i < threads; i++)
            _ = ThreadPool.UnsafeQueueUserWorkItem(static over => _ = over.WaitOne(), over, preferLocal: false);
    }
}
