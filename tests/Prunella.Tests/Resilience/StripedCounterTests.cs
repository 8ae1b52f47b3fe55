using Prunella.Resilience;

namespace Prunella.Tests.Resilience;

public sealed class StripedCounterTests
{
    [Fact]
    public void Eight_threads_lose_nothing_while_it_splits()
    {
        var counter = new StripedCounter();
        long seen = 0;
        bool fell = false;
        using var start = new Barrier(9);
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 200_000; i++)
                counter.Increment();
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        start.SignalAndWait();

        while (Array.Exists(threads, static thread => thread.IsAlive))
        {
            long now = counter.Sum;
            fell |= now < seen;
            seen = now;
        }

        Assert.Equal(1_600_000, counter.Sum);
        Assert.False(fell, "a sum went back");
    }

    [Fact]
    public void Alone_it_stays_one_cell()
    {
        var counter = new StripedCounter();

        for (int i = 0; i < 100_000; i++)
            counter.Increment();

        Assert.Equal(1, counter.Stripes);
        Assert.Equal(100_000, counter.Sum);
    }
}
