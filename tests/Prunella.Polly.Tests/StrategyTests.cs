using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Polly.Tests;

public sealed class StrategyTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_breaker_turns_calls_away_by_Pollys_exception_with_the_time_to_wait()
    {
        var breaker = new CircuitBreaker("any", new CircuitBreakerOptions { Mode = BreakerMode.Classic, FailureThreshold = 2 }, _clock);
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = _clock }.AddAdaptiveBreaker(breaker).Build();
        for (int i = 0; i < 2; i++)
            await Assert.ThrowsAsync<IOException>(async () => await pipeline.ExecuteAsync<int>(static async _ =>
            {
                await Task.Yield();
                throw new IOException();
            }));

        BrokenCircuitException error = await Assert.ThrowsAsync<BrokenCircuitException>(async () => await pipeline.ExecuteAsync(static _ => new ValueTask<int>(1)));

        Assert.Equal(TimeSpan.FromSeconds(30), error.RetryAfter);
        breaker.Isolate("test");
        await Assert.ThrowsAsync<IsolatedCircuitException>(async () => await pipeline.ExecuteAsync(static _ => new ValueTask<int>(1)));
        breaker.Reset("test");
        Assert.Equal(1, await pipeline.ExecuteAsync(static _ => new ValueTask<int>(1)));
    }

    [Fact]
    public async Task Retries_end_with_the_budget()
    {
        var budget = new RetryBudget(new RetryOptions { InitialDelay = TimeSpan.FromTicks(1), MaxDelay = TimeSpan.FromTicks(1), BudgetBurst = 2, BudgetPerSecond = 0, BudgetPerCall = 0 }, _clock);
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder().AddBudgetedRetry(budget, new Random(1)).Build();
        int calls = 0;

        for (int i = 0; i < 3; i++)
            await Assert.ThrowsAsync<IOException>(async () => await pipeline.ExecuteAsync<int>(_ =>
            {
                calls++;
                throw new IOException();
            }));

        Assert.Equal(5, calls);
        Assert.Equal(2, budget.Spent);
    }

    [Fact]
    public async Task A_bad_answer_is_a_failure_and_the_last_good_one_stands_in()
    {
        var cache = new StaleCache(null, _clock);
        ResiliencePipeline<string> pipeline = new ResiliencePipelineBuilder<string>()
            .AddStaleFallback(cache, static _ => "key", static answer => answer.Length)
            .AddResponseValidation("any", static answer => answer.Length == 0 ? "it is empty" : null)
            .Build();

        Assert.Equal("good", await pipeline.ExecuteAsync(static _ => new ValueTask<string>("good")));
        Assert.Equal("good", await pipeline.ExecuteAsync(static _ => new ValueTask<string>("")));

        _clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<InvalidResponseException>(async () => await pipeline.ExecuteAsync(static _ => new ValueTask<string>("")));
    }

    [Fact]
    public async Task A_deadline_is_seen_inside_and_cancels()
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = _clock }.AddDeadline(TimeSpan.FromSeconds(1)).Build();
        TimeSpan? seen = null;

        Task<int> call = pipeline.ExecuteAsync<int>(async token =>
        {
            seen = Deadline.Current?.Remaining;
            var never = new TaskCompletionSource<int>();
            await using (token.Register(() => never.TrySetCanceled(token)))
                return await never.Task;
        }).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(TimeSpan.FromSeconds(1), seen);
    }

    [Fact]
    public async Task A_full_limit_turns_calls_away()
    {
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimitOptions { Initial = 1, Least = 1, Most = 1 }, _clock);
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = _clock }.AddConcurrencyLimit(limiter, "any").Build();
        var hold = new TaskCompletionSource<int>();
        Task<int> held = pipeline.ExecuteAsync(_ => new ValueTask<int>(hold.Task)).AsTask();

        await Assert.ThrowsAsync<ConcurrencyLimitException>(async () => await pipeline.ExecuteAsync(static _ => new ValueTask<int>(1)));
        hold.SetResult(1);
        _ = await held;

        Assert.Equal(1, await pipeline.ExecuteAsync(static _ => new ValueTask<int>(1)));
    }
}
