using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Breaker;

public sealed class AdaptiveClosedStateTests
{
    [Fact]
    public void Eight_threads_lose_no_outcome_across_slices()
    {
        var breaker = new CircuitBreaker("stress", new CircuitBreakerOptions { HarmfulShare = 0.999 });
        var state = Assert.IsType<AdaptiveClosedState>(breaker.Current);
        long time = 0; // each call moves it: slices end in the middle of everything
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(part => new Thread(() =>
        {
            for (int i = 0; i < 50_000; i++)
            {
                long now = Interlocked.Increment(ref time);
                if (i % 10 == part)
                    state.Failed(0, OutcomeKind.Error, now);
                else
                    state.Succeeded(0, now, 0);
            }
        }))];

        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.Equal((360_000, 40_000), state.Counted);
    }
}
