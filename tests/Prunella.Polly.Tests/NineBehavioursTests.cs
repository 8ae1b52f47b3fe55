using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Retry;
using Polly.Timeout;
using Prunella.Resilience;
using Prunella.Testing;
using CircuitState = Prunella.Resilience.CircuitState;
using PollyState = Polly.CircuitBreaker.CircuitState;

namespace Prunella.Polly.Tests;

/// <summary>Nine things that go wrong with a breaker and retries, each shown with Prunella and, as a documented contrast, with Polly's own strategies.</summary>
public sealed class NineBehavioursTests
{
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    private readonly ManualClock _clock = new();

    [Fact]
    public void Hung_probe_1_Prunella_gives_it_up_and_tries_another()
    {
        CircuitBreaker breaker = OpenBreaker();
        _clock.Advance(Break);
        Assert.True(breaker.TryEnter(out _)); // never comes back

        int admitted = Minutes(100, () => breaker.TryEnter(out _));

        Assert.InRange(admitted, 90, 100);
    }

    [Fact]
    public async Task Hung_probe_1_Polly_is_locked()
    {
        (ResiliencePipeline pipeline, CircuitBreakerStateProvider state) = await OpenPolly();
        _clock.Advance(Break);
        var never = new TaskCompletionSource<int>();
        ValueTask<int> probe = pipeline.ExecuteAsync(_ => new ValueTask<int>(never.Task));

        int admitted = 0;
        for (int minute = 0; minute < 100; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            if (await Admits(pipeline))
                admitted++;
        }

        Assert.Equal(0, admitted);
        Assert.Equal(PollyState.HalfOpen, state.CircuitState);
        never.SetResult(1);
        _ = await probe;
    }

    [Fact]
    public void Cancelled_probe_2_Prunella_stays_open()
    {
        CircuitBreaker breaker = OpenBreaker();
        _clock.Advance(Break);
        Assert.True(breaker.TryEnter(out CircuitPass probe));

        breaker.Report(probe, OutcomeKind.Cancelled);

        Assert.Equal(CircuitState.Open, breaker.State);
    }

    [Fact]
    public async Task Cancelled_probe_2_Polly_closes()
    {
        (ResiliencePipeline pipeline, CircuitBreakerStateProvider state) = await OpenPolly();
        _clock.Advance(Break);
        using var caller = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pipeline.ExecuteAsync<int>(async token =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
            return 1;
        }, caller.Token));

        Assert.Equal(PollyState.Closed, state.CircuitState);
    }

    [Fact]
    public void Stale_outcome_3_Prunella_ignores_it()
    {
        CircuitBreaker breaker = NewBreaker();
        Assert.True(breaker.TryEnter(out CircuitPass early));
        Fail(breaker, 5);
        _clock.Advance(Break);
        Assert.True(breaker.TryEnter(out _));

        breaker.Report(early, OutcomeKind.Success);

        Assert.Equal(CircuitState.HalfOpen, breaker.State);
    }

    [Fact]
    public async Task Stale_outcome_3_Polly_closes()
    {
        (ResiliencePipeline pipeline, CircuitBreakerStateProvider state) = NewPolly();
        var slow = new TaskCompletionSource<int>();
        ValueTask<int> early = pipeline.ExecuteAsync(_ => new ValueTask<int>(slow.Task));
        await Trip(pipeline);
        _clock.Advance(Break);
        var never = new TaskCompletionSource<int>();
        ValueTask<int> probe = pipeline.ExecuteAsync(_ => new ValueTask<int>(never.Task));

        slow.SetResult(1);
        _ = await early;

        Assert.Equal(PollyState.Closed, state.CircuitState);
        never.SetResult(1);
        _ = await probe;
    }

    [Fact]
    public void Cancellations_4_do_not_dilute_failures_in_Prunella()
    {
        var breaker = new CircuitBreaker("any", null, _clock);

        for (int i = 0; i < 100 && breaker.State == CircuitState.Closed; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            if (breaker.TryEnter(out CircuitPass pass))
                breaker.Report(pass, i % 5 < 3 ? OutcomeKind.Cancelled : OutcomeKind.Error);
        }

        Assert.Equal(CircuitState.Open, breaker.State);
    }

    [Fact]
    public async Task Cancellations_4_dilute_failures_in_Polly()
    {
        (ResiliencePipeline pipeline, CircuitBreakerStateProvider state) = NewPolly(ratio: 0.5, throughput: 100);

        for (int i = 0; i < 100; i++)
        {
            using var caller = new CancellationTokenSource();
            await Swallow(async () => await pipeline.ExecuteAsync<int>(async token =>
            {
                if (i % 5 >= 3)
                    throw new IOException();
                await caller.CancelAsync();
                throw new OperationCanceledException(token);
            }, caller.Token));
        }

        Assert.Equal(PollyState.Closed, state.CircuitState);
    }

    [Fact]
    public void Little_traffic_5_Prunella_opens()
    {
        var breaker = new CircuitBreaker("quiet", null, _clock);

        int executed = 0;
        for (int i = 0; i < 7200; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            if (!breaker.TryEnter(out CircuitPass pass))
                continue;
            executed++;
            breaker.Report(pass, OutcomeKind.Error);
        }

        Assert.InRange(executed, 10, 400);
    }

    [Fact]
    public async Task Little_traffic_5_Polly_by_its_defaults_never_opens()
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = _clock }.AddCircuitBreaker(new CircuitBreakerStrategyOptions()).Build();

        int executed = 0;
        for (int i = 0; i < 7200; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Swallow(async () => await pipeline.ExecuteAsync<int>(_ =>
            {
                executed++;
                throw new IOException();
            }));
        }

        Assert.Equal(7200, executed);
    }

    [Fact]
    public void Reload_6_Prunella_keeps_the_state()
    {
        CircuitBreaker breaker = OpenBreaker();

        breaker.Options = breaker.Options with { FailureThreshold = 7 };

        Assert.Equal(CircuitState.Open, breaker.State);
        Assert.False(breaker.TryEnter(out _));
    }

    [Fact]
    public async Task Reload_6_Prunella_keeps_the_state_in_a_Polly_pipeline_too()
    {
        CircuitBreaker breaker = NewBreaker();
        using var registry = new ResiliencePipelineRegistry<string>();
        using var reload = new CancellationTokenSource();
        ResiliencePipeline pipeline = registry.GetOrAddPipeline("any", (builder, context) =>
        {
            context.AddReloadToken(reload.Token);
            builder.AddAdaptiveBreaker(breaker);
        });
        await Trip(pipeline);

        await reload.CancelAsync();

        Assert.False(await Admits(pipeline));
    }

    [Fact]
    public async Task Reload_6_Polly_forgets()
    {
        using var registry = new ResiliencePipelineRegistry<string>();
        using var reload = new CancellationTokenSource();
        var tokens = new Queue<CancellationToken>([reload.Token, CancellationToken.None]);
        ResiliencePipeline pipeline = registry.GetOrAddPipeline("any", (builder, context) =>
        {
            context.AddReloadToken(tokens.Dequeue());
            builder.TimeProvider = _clock;
            builder.AddCircuitBreaker(PollyOptions(0.5, 2));
        });
        await Trip(pipeline);
        Assert.False(await Admits(pipeline));

        await reload.CancelAsync();

        Assert.True(await Admits(pipeline));
    }

    [Fact]
    public void Reopening_7_Prunella_lets_a_share_back_first()
    {
        var breaker = new CircuitBreaker("ramp", null, _clock);
        for (int i = 0; i < 200 && breaker.State == CircuitState.Closed; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            if (breaker.TryEnter(out CircuitPass failing))
                breaker.Report(failing, OutcomeKind.Error);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        while (breaker.Share == 0)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            if (breaker.TryEnter(out CircuitPass probe))
                breaker.Report(probe, OutcomeKind.Success);
        }

        int admitted = 0;
        for (int i = 0; i < 1000; i++)
        {
            if (breaker.TryEnter(out _))
                admitted++;
        }

        Assert.InRange(admitted, 90, 110); // a tenth, none of which has come back yet
    }

    [Fact]
    public async Task Reopening_7_Polly_lets_all_in_after_one_good_probe()
    {
        (ResiliencePipeline pipeline, _) = await OpenPolly();
        _clock.Advance(Break);
        Assert.True(await Admits(pipeline));

        int admitted = 0;
        for (int i = 0; i < 1000; i++)
        {
            if (await Admits(pipeline))
                admitted++;
        }

        Assert.Equal(1000, admitted);
    }

    [Fact]
    public async Task Late_retry_8_Prunella_gives_the_real_cause_before_the_deadline()
    {
        using var engine = new SelfHealingEngine(new SelfHealingEngineOptions { Time = _clock, Random = new AlwaysHalf(), FlagSources = [] });
        engine.Configure("any", new ServiceOptions
        {
            Deadline = TimeSpan.FromMilliseconds(500),
            Retry = new RetryOptions { InitialDelay = TimeSpan.FromMilliseconds(600), MaxDelay = TimeSpan.FromMilliseconds(600) }, // waits of 300 ms
        });

        Task<int> call = engine.ExecuteAsync<int>("any", static _ => throw new IOException("the real cause")).AsTask();
        TimeSpan taken = await UntilDone(call);

        await Assert.ThrowsAsync<IOException>(() => call);
        Assert.Equal(300, taken.TotalMilliseconds, 20.0); // after the one retry that was in time
    }

    [Fact]
    public async Task Late_retry_8_Polly_sleeps_into_the_deadline_and_hides_the_cause()
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = _clock }
            .AddTimeout(TimeSpan.FromMilliseconds(500))
            .AddRetry(new RetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(300), BackoffType = DelayBackoffType.Constant })
            .Build();

        int attempts = 0;
        Task<int> call = pipeline.ExecuteAsync<int>(_ =>
        {
            attempts++;
            throw new IOException("the real cause");
        }).AsTask();
        await Until(() => attempts == 1 && _clock.TimersSet == 2); // the deadline and the delay
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        await Until(() => attempts == 2 && _clock.TimersSet == 2);
        _clock.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(call.IsCompleted); // it waits for a third attempt that can not be
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        TimeoutRejectedException error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, attempts);
        Assert.DoesNotContain("the real cause", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amplification_9_Prunella_calls_a_dead_dependency_a_tenth_more()
    {
        using var engine = new SelfHealingEngine(new SelfHealingEngineOptions { Time = _clock, FlagSources = [] });
        engine.Configure("dead", new ServiceOptions { CircuitBreaker = null, Retry = new RetryOptions { InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) } });
        int calls = 0;

        for (int i = 0; i < 1000; i++)
        {
            Task<int> call = engine.ExecuteAsync<int>("dead", _ =>
            {
                calls++;
                throw new IOException();
            }).AsTask();
            _ = await UntilDone(call);
            await Assert.ThrowsAsync<IOException>(() => call);
        }

        Assert.InRange(calls, 1000, 1200);
    }

    [Fact]
    public async Task Amplification_9_Polly_calls_it_four_times()
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { Delay = TimeSpan.Zero, MaxRetryAttempts = 3 }).Build();
        int calls = 0;

        for (int i = 0; i < 1000; i++)
        {
            await Swallow(async () => await pipeline.ExecuteAsync<int>(_ =>
            {
                calls++;
                throw new IOException();
            }));
        }

        Assert.Equal(4000, calls);
    }

    private CircuitBreaker NewBreaker() =>
        new("any", new CircuitBreakerOptions { Mode = BreakerMode.Classic, ResetTimeout = Break }, _clock);

    private CircuitBreaker OpenBreaker()
    {
        CircuitBreaker breaker = NewBreaker();
        Fail(breaker, 5);
        return breaker;
    }

    private static void Fail(CircuitBreaker breaker, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.True(breaker.TryEnter(out CircuitPass pass));
            breaker.Report(pass, OutcomeKind.Error);
        }
    }

    private int Minutes(int minutes, Func<bool> admits)
    {
        int admitted = 0;
        for (int minute = 0; minute < minutes; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            if (admits() || Again(admits))
                admitted++;
        }

        return admitted;

        // The call that finds the lapsed lease begins a new break; the next one after it may probe.
        bool Again(Func<bool> call)
        {
            _clock.Advance(Break);
            return call();
        }
    }

    private (ResiliencePipeline Pipeline, CircuitBreakerStateProvider State) NewPolly(double ratio = 0.5, int throughput = 2)
    {
        CircuitBreakerStrategyOptions options = PollyOptions(ratio, throughput);
        return (new ResiliencePipelineBuilder { TimeProvider = _clock }.AddCircuitBreaker(options).Build(), options.StateProvider!);
    }

    private static CircuitBreakerStrategyOptions PollyOptions(double ratio, int throughput) => new()
    {
        FailureRatio = ratio,
        MinimumThroughput = throughput,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = Break,
        StateProvider = new CircuitBreakerStateProvider(),
    };

    private async Task<(ResiliencePipeline Pipeline, CircuitBreakerStateProvider State)> OpenPolly()
    {
        (ResiliencePipeline pipeline, CircuitBreakerStateProvider state) = NewPolly();
        await Trip(pipeline);
        Assert.Equal(PollyState.Open, state.CircuitState);
        return (pipeline, state);
    }

    private static async Task Trip(ResiliencePipeline pipeline)
    {
        for (int i = 0; i < 5; i++)
            await Swallow(async () => await pipeline.ExecuteAsync<int>(static _ => throw new IOException()));
    }

    private static async Task<bool> Admits(ResiliencePipeline pipeline)
    {
        try
        {
            return await pipeline.ExecuteAsync(static _ => new ValueTask<bool>(true));
        }
        catch (BrokenCircuitException)
        {
            return false;
        }
    }

    private static async Task Swallow(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ExecutionRejectedException)
        {
            // Expected; what counts is the state afterwards.
        }
    }

    // Continuations run on the pool: time stands still until they have.
    private static async Task Until(Func<bool> isSo)
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
    }

    private async Task<TimeSpan> UntilDone(Task call)
    {
        long begun = _clock.GetTimestamp();
        for (int i = 0; i < 2000 && !call.IsCompleted; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            for (int turn = 0; turn < 20 && !call.IsCompleted; turn++)
                await Task.Yield();
        }

        return _clock.GetElapsedTime(begun);
    }

    private sealed class AlwaysHalf : Random
    {
        public override double NextDouble() => 0.5;
    }
}
