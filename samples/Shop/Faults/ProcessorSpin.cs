namespace Shop.Faults;

/// <summary>Burns processor time on threads of its own.</summary>
internal sealed class ProcessorSpin : IDisposable
{
    private const int MostThreads = 64;
    private CancellationTokenSource _over = new();

    /// <summary>Starts, in place of one that goes on.</summary>
    public void Start(int threads, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MostThreads);
        var over = new CancellationTokenSource(duration);
        Interlocked.Exchange(ref _over, over).Cancel();
        for (int i = 0; i < threads; i++)
            new Thread(() => Spin(over.Token)) { Name = "fault-spin", IsBackground = true }.Start();
    }

    public void Stop() => _over.Cancel();

    public void Dispose() => Stop();

    private static void Spin(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
            Thread.SpinWait(1_000);
    }
}
