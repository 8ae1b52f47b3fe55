namespace Prunella.Bench.Resilience;

/// <summary>One way to make a call, made many times.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Run">Makes so many calls and gives the sum of their answers, so that none can be left out.</param>
internal sealed record CallCase(string Name, Func<int, long> Run)
{
    private readonly List<double> _nanoseconds = [];
    private readonly List<double> _bytes = [];

    public double Nanoseconds => new Reporting.Sample(_nanoseconds).Median;

    public double LeastNanoseconds => _nanoseconds.Min();

    public double Bytes => _bytes.Min();

    public void Measure(int calls)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long begun = ThreadTime.Nanoseconds;
        long sum = Run(calls);
        long ended = ThreadTime.Nanoseconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        GC.KeepAlive(sum);
        _nanoseconds.Add((double)(ended - begun) / calls);
        _bytes.Add(Math.Floor((double)bytes / calls)); // a slice that ends or a lease that is made is not the price of a call
    }
}
