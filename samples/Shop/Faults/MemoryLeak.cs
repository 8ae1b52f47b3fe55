namespace Shop.Faults;

/// <summary>Takes memory step by step up to a bound, and gives it back when its time is over.</summary>
internal sealed class MemoryLeak : IDisposable
{
    private const int LargestMegabytes = 4_096;
    private ManualResetEvent _over = new(initialState: true);

    /// <summary>Starts, in place of one that goes on.</summary>
    public void Start(int megabytesPerSecond, int maxMegabytes, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(megabytesPerSecond);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMegabytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxMegabytes, LargestMegabytes);
        var over = new ManualResetEvent(initialState: false);
        _ = Interlocked.Exchange(ref _over, over).Set();
        var thread = new Thread(() => Leak(over, megabytesPerSecond, maxMegabytes, duration)) { Name = "fault-leak", IsBackground = true };
        thread.Start();
    }

    public void Stop() => _over.Set();

    public void Dispose() => Stop();

    private static void Leak(ManualResetEvent over, int megabytesPerSecond, int maxMegabytes, TimeSpan duration)
    {
        long start = TimeProvider.System.GetTimestamp();
        var step = TimeSpan.FromSeconds(1.0 / megabytesPerSecond);
        var taken = new List<byte[]>(maxMegabytes);
        while (taken.Count < maxMegabytes && TimeProvider.System.GetElapsedTime(start) < duration && !over.WaitOne(step))
        {
            byte[] megabyte = new byte[1 << 20];
            Array.Fill(megabyte, (byte)1); // untouched pages would take no memory
            taken.Add(megabyte);
        }

        TimeSpan left = duration - TimeProvider.System.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
            _ = over.WaitOne(left);
        GC.KeepAlive(taken);
    }
}
