using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Pipeline;

public sealed class AllocationTests
{
    private static readonly ServiceOptions Full = new() { ConcurrencyLimit = new ConcurrencyLimitOptions() };

    [Fact]
    public void A_success_allocates_nothing()
    {
        using var engine = new SelfHealingEngine(new SelfHealingEngineOptions { Defaults = Full });
        SelfHealingPipeline service = engine.For("inventory");

        Assert.Equal(0, AllocatedBy(() => Done(service.ExecuteAsync(0, static (state, _) => new ValueTask<int>(state)))));
    }

    [Fact]
    public void A_call_by_name_allocates_nothing()
    {
        using var engine = new SelfHealingEngine();

        Assert.Equal(0, AllocatedBy(() => Done(engine.ExecuteAsync("inventory", static _ => new ValueTask<int>(1)))));
    }

    [Fact]
    public void A_rejection_as_an_outcome_allocates_nothing()
    {
        using var engine = new SelfHealingEngine();
        SelfHealingPipeline service = engine.For("inventory");
        service.Circuit.Isolate("test");

        Assert.Equal(0, AllocatedBy(() => (int)Done(service.TryExecuteAsync(0, static (state, _) => new ValueTask<int>(state))).Rejection));
    }

    [Fact]
    public void A_kept_answer_replaced_by_the_next_allocates_nothing()
    {
        using var engine = new SelfHealingEngine();
        SelfHealingPipeline service = engine.For("inventory");
        var options = new CallOptions<string> { CacheKey = "list" };

        Assert.Equal(0, AllocatedBy(() => Done(service.ExecuteAsync(0, static (_, _) => new ValueTask<string>("same"), options)).Length));
    }

    [Fact]
    public void A_call_that_may_outlive_its_caller_and_ends_at_once_allocates_nothing()
    {
        using var engine = new SelfHealingEngine();
        SelfHealingPipeline service = engine.For("inventory");
        var options = new CallOptions<string> { CacheKey = "list", MayOutliveCaller = true };

        Assert.Equal(0, AllocatedBy(() => Done(service.ExecuteAsync(0, static (_, _) => new ValueTask<string>("same"), options)).Length));
    }

    private static T Done<T>(ValueTask<T> call) => call.IsCompletedSuccessfully ? call.Result : throw new InvalidOperationException("it waits");

    private static long AllocatedBy(Func<int> call)
    {
        long sum = 0;
        for (int i = 0; i < 2000; i++)
            sum += call();
        // The slices of the breaker end while this runs, so take the best of several stretches: one that is free of them is enough.
        long least = long.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 200; i++)
                sum += call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        GC.KeepAlive(sum);
        return least;
    }
}
