using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Limit;

public sealed class ConcurrencyLimiterTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void It_grows_while_latency_stays_and_shrinks_when_it_rises()
    {
        var limiter = new ConcurrencyLimiter(null, _clock);
        Load(limiter, seconds: 30, TimeSpan.FromMilliseconds(50));
        int found = limiter.Limit;
        Assert.True(found > 40, $"it found {found}");

        Load(limiter, seconds: 5, TimeSpan.FromMilliseconds(500));

        Assert.True(limiter.Limit < found, $"it went from {found} to {limiter.Limit}");
    }

    [Fact]
    public void A_timeout_shrinks_it_but_never_below_the_least()
    {
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimitOptions { Initial = 20, Least = 4 }, _clock);

        for (int i = 0; i < 100; i++)
        {
            Assert.True(limiter.TryEnter());
            _clock.Advance(TimeSpan.FromMilliseconds(200));
            limiter.Leave(TimeSpan.FromMilliseconds(200), OutcomeKind.Timeout);
        }

        Assert.Equal(4, limiter.Limit);
    }

    [Fact]
    public void Idle_it_learns_nothing()
    {
        var limiter = new ConcurrencyLimiter(null, _clock);

        for (int i = 0; i < 100; i++)
        {
            Assert.True(limiter.TryEnter());
            _clock.Advance(TimeSpan.FromMilliseconds(200));
            limiter.Leave(TimeSpan.FromMilliseconds(200), OutcomeKind.Success);
        }

        Assert.Equal(20, limiter.Limit);
    }

    [Fact]
    public void Eight_threads_never_pass_the_limit_and_leave_nothing_behind()
    {
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimitOptions { Initial = 4, Least = 4, Most = 4 });
        int inside = 0, most = 0;
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                if (!limiter.TryEnter())
                    continue;
                int now = Interlocked.Increment(ref inside);
                most = Math.Max(most, now);
                _ = Interlocked.Decrement(ref inside);
                limiter.Leave(TimeSpan.FromMilliseconds(1), OutcomeKind.Success);
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.InRange(most, 1, 4);
        Assert.Equal(0, limiter.InFlight);
    }

    private void Load(ConcurrencyLimiter limiter, int seconds, TimeSpan latency)
    {
        var underWay = new Queue<long>();
        for (int step = 0; step < seconds * 100; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            long now = _clock.GetTimestamp();
            while (underWay.TryPeek(out long begun) && now - begun >= latency.Ticks)
            {
                _ = underWay.Dequeue();
                limiter.Leave(TimeSpan.FromTicks(now - begun), OutcomeKind.Success);
            }

            while (limiter.TryEnter())
                underWay.Enqueue(now);
        }

        while (underWay.TryDequeue(out long begun))
            limiter.Leave(TimeSpan.FromTicks(_clock.GetTimestamp() - begun), OutcomeKind.Cancelled);
    }
}
