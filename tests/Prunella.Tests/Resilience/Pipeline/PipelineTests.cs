using Prunella.Journal;
using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Pipeline;

public sealed class PipelineTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_works_is_as_unwrapped_and_nothing_is_told()
    {
        Assert.Equal(42, await _world.Engine.ExecuteAsync("inventory", static _ => new ValueTask<int>(42)));
        Assert.Equal("a", await _world.Engine.ExecuteAsync("inventory", static async _ =>
        {
            await Task.Yield();
            return "a";
        }));
        bool ran = false;
        await _world.Engine.ExecuteAsync("inventory", async _ =>
        {
            await Task.Yield();
            ran = true;
        });

        Assert.True(ran);
        Assert.Empty(_world.Lines);
        Assert.Empty(_world.Facts);
    }

    [Fact]
    public async Task A_failure_is_tried_again_until_it_works()
    {
        int calls = 0;

        int answer = await _world.Finish(_world.Service.ExecuteAsync(_ => ++calls < 4 ? throw new IOException("refused") : new ValueTask<int>(7)));

        Assert.Equal(7, answer);
        Assert.Equal(4, calls);
        Assert.Equal(3, _world.Lines.Count(static line => line.Text.StartsWith("[SELF-HEAL] Retry", StringComparison.Ordinal)));
        Assert.Contains(_world.Facts, static fact => fact is CallsHealed { Action: "retry", Service: "inventory" });
    }

    [Fact]
    public async Task When_all_attempts_fail_the_last_exception_comes_out_unchanged()
    {
        var thrown = new List<Exception>();

        IOException error = await Assert.ThrowsAsync<IOException>(() => _world.Finish(_world.Service.ExecuteAsync<int>(_ =>
        {
            thrown.Add(new IOException($"number {thrown.Count}"));
            throw thrown[^1];
        })));

        Assert.Same(thrown[3], error);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_call_that_must_not_be_repeated_is_not(bool retry, bool idempotent)
    {
        int calls = 0;
        var options = new CallOptions<int> { Retry = retry, Idempotent = idempotent };

        await Assert.ThrowsAsync<IOException>(async () => await _world.Service.ExecuteAsync(_ => Fail(ref calls), options));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_mistake_of_the_caller_is_not_repeated()
    {
        int calls = 0;

        await Assert.ThrowsAsync<ArgumentException>(async () => await _world.Service.ExecuteAsync<int>(_ =>
        {
            calls++;
            throw new ArgumentException("wrong");
        }));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_cancelled_and_says_so()
    {
        var options = new CallOptions<int> { Timeout = TimeSpan.FromMilliseconds(200), Retry = false };

        AttemptTimeoutException error = await Assert.ThrowsAsync<AttemptTimeoutException>(() => _world.Finish(_world.Service.ExecuteAsync(HangAsync, options)));

        Assert.Equal(TimeSpan.FromMilliseconds(200), error.Timeout);
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task The_callers_cancellation_reaches_the_call_and_comes_back_as_his_own()
    {
        using var source = new CancellationTokenSource();
        ValueTask<int> call = _world.Service.ExecuteAsync(HangAsync, null, source.Token);

        await source.CancelAsync();

        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(3, _world.Engine.For("inventory").Options.Retry!.MaxRetries);
        Assert.Empty(_world.Lines);
    }

    [Fact]
    public async Task An_invalid_answer_is_a_failure()
    {
        int calls = 0;
        var options = new CallOptions<int> { Validate = static answer => answer < 0 ? "it is negative" : null };

        Assert.Equal(1, await _world.Finish(_world.Service.ExecuteAsync(_ => new ValueTask<int>(calls++ == 0 ? -1 : 1), options)));

        InvalidResponseException error = await Assert.ThrowsAsync<InvalidResponseException>(() =>
            _world.Finish(_world.Service.ExecuteAsync(static _ => new ValueTask<int>(-1), options)));
        Assert.Equal("it is negative", error.Fault);
    }

    [Fact]
    public async Task A_bad_answer_that_is_no_exception_is_given_back_when_nothing_better_comes()
    {
        int calls = 0;
        var options = new CallOptions<int> { Judge = static answer => new Judgement(answer >= 500 ? OutcomeKind.Error : OutcomeKind.Success) };

        int answer = await _world.Finish(_world.Service.ExecuteAsync(_ => new ValueTask<int>(500 + calls++), options));

        Assert.Equal(503, answer);
    }

    [Fact]
    public async Task The_last_good_answer_is_given_when_there_is_no_other_but_not_an_old_one()
    {
        var options = new CallOptions<string> { CacheKey = "list" };
        Assert.Equal("good", await _world.Service.ExecuteAsync(static _ => new ValueTask<string>("good"), options));

        Assert.Equal("good", await _world.Finish(_world.Service.ExecuteAsync(Broken, options)));
        _world.Clock.Advance(TimeSpan.FromMinutes(11));

        await Assert.ThrowsAsync<IOException>(() => _world.Finish(_world.Service.ExecuteAsync(Broken, options)));
        Assert.Contains(_world.Lines, static line => line.Text.Contains("answered from the past", StringComparison.Ordinal));

        static ValueTask<string> Broken(CancellationToken _) => throw new IOException("broken");
    }

    [Fact]
    public async Task An_answer_that_did_not_pass_is_never_kept()
    {
        var options = new CallOptions<string> { CacheKey = "list", Retry = false, Validate = static answer => answer == "bad" ? "bad" : null };
        await Assert.ThrowsAsync<InvalidResponseException>(async () => await _world.Service.ExecuteAsync(static _ => new ValueTask<string>("bad"), options));

        await Assert.ThrowsAsync<IOException>(async () => await _world.Service.ExecuteAsync<string>(static _ => throw new IOException(), options));
    }

    [Fact]
    public async Task The_degraded_way_is_taken_when_all_else_failed_and_its_own_failure_changes_nothing()
    {
        var options = new CallOptions<int> { Retry = false, Fallback = static (error, _) => new ValueTask<int>(error is IOException ? -1 : -2) };
        Assert.Equal(-1, await _world.Service.ExecuteAsync<int>(static _ => throw new IOException(), options));

        options = options with { Fallback = static (_, _) => throw new InvalidOperationException("fallback") };
        await Assert.ThrowsAsync<IOException>(async () => await _world.Service.ExecuteAsync<int>(static _ => throw new IOException(), options));
    }

    [Fact]
    public async Task An_open_circuit_turns_calls_away_with_and_without_an_exception()
    {
        _world.Service.Circuit.Isolate("test");

        CircuitOpenException error = await Assert.ThrowsAsync<CircuitOpenException>(async () => await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));
        CallOutcome<int> outcome = await _world.Service.TryExecuteAsync(0, static (_, _) => new ValueTask<int>(1));

        Assert.Equal("inventory", error.Service);
        Assert.Equal(Rejection.CircuitOpen, outcome.Rejection);
        Assert.False(outcome.TryGet(out _));
        Assert.Throws<CircuitOpenException>(() => outcome.GetOrThrow());
    }

    [Fact]
    public async Task A_call_with_a_fallback_that_has_no_answer_either_is_told_as_turned_away_too()
    {
        _world.Service.Circuit.Isolate("test");
        var options = new CallOptions<int> { Fallback = static (_, _) => throw new IOException() };

        CallOutcome<int> outcome = await _world.Service.TryExecuteAsync(0, static (_, _) => new ValueTask<int>(1), options);

        Assert.Equal(Rejection.CircuitOpen, outcome.Rejection);
        Assert.Null(outcome.Error);
    }

    [Fact]
    public async Task What_fails_in_its_own_way_after_the_caller_gave_up_counts_nowhere()
    {
        _world.Engine.Flags.Set(FlagNames.FailureThreshold, "2");
        int calls = 0;
        for (int i = 0; i < 10; i++)
        {
            using var caller = new CancellationTokenSource();
            await Assert.ThrowsAsync<IOException>(async () => await _world.Service.ExecuteAsync<int>(
                _ =>
                {
                    calls++;
                    caller.Cancel();
                    throw new IOException("the connection was given up");
                },
                null, caller.Token));
        }

        Assert.Equal(10, calls);
        Assert.Equal(CircuitState.Closed, _world.Service.Circuit.State);
    }

    [Fact]
    public async Task What_fails_in_its_own_way_after_its_time_is_a_timeout_and_comes_out_as_it_is()
    {
        var mine = new IOException("the connection was given up");
        Task<int> call = _world.Finish(_world.Service.ExecuteAsync<int>(
            async token =>
            {
                await Task.Delay(-1, token).ContinueWith(static _ => { }, TaskScheduler.Default);
                throw mine;
            },
            new CallOptions<int> { Retry = false }));

        Assert.Same(mine, await Assert.ThrowsAsync<IOException>(() => call));
        Assert.Contains(_world.Lines, static line => line.Text == "[SELF-HEAL] inventory gave no answer within 10000 ms");
    }

    [Fact]
    public async Task A_call_may_leave_the_breaker_out()
    {
        _world.Service.Circuit.Isolate("test");

        Assert.Equal(1, await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1), new CallOptions<int> { CircuitBreaker = false }));
    }

    [Fact]
    public async Task Tenants_fail_apart_and_the_oldest_are_forgotten()
    {
        _world.Service.Options = _world.Service.Options with { MaxPartitions = 8 };
        for (int tenant = 0; tenant < 100; tenant++)
        {
            _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1), new CallOptions<int> { Partition = $"tenant-{tenant}" });
        }

        Assert.InRange(_world.Service.Circuits.Count(), 2, 9);
        _world.Service.Circuits.First(static circuit => circuit.Name == "inventory/tenant-99").Isolate("test");
        Assert.Equal(1, await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1), new CallOptions<int> { Partition = "tenant-98" }));
        await Assert.ThrowsAsync<CircuitOpenException>(async () =>
            await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1), new CallOptions<int> { Partition = "tenant-99" }));
    }

    [Fact]
    public async Task More_calls_at_once_than_the_limit_are_turned_away()
    {
        _world.Service.Options = _world.Service.Options with { ConcurrencyLimit = new ConcurrencyLimitOptions { Initial = 4, Most = 4 } };
        var hold = new TaskCompletionSource<int>();
        ValueTask<int>[] held = [.. Enumerable.Range(0, 4).Select(_ => _world.Service.ExecuteAsync(_ => new ValueTask<int>(hold.Task)))];

        await Assert.ThrowsAsync<ConcurrencyLimitException>(async () => await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));
        hold.SetResult(5);
        foreach (ValueTask<int> call in held)
            Assert.Equal(5, await call);

        Assert.Equal(1, await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));
        Assert.Equal(0, _world.Service.ConcurrencyLimit.InFlight);
    }

    [Fact]
    public async Task A_deadline_reaches_the_attempt_and_stops_retries_that_would_come_too_late()
    {
        int calls = 0;
        using Deadline.Scope scope = Deadline.Begin(TimeSpan.FromMilliseconds(500), _world.Clock);
        _world.Service.Options = _world.Service.Options with { Retry = new RetryOptions { InitialDelay = TimeSpan.FromSeconds(100), MaxDelay = TimeSpan.FromSeconds(100) } };

        await Assert.ThrowsAsync<IOException>(async () => await _world.Service.ExecuteAsync(_ => Fail(ref calls)));
        Assert.Equal(1, calls);
        await Assert.ThrowsAsync<AttemptTimeoutException>(() => _world.Finish(_world.Service.ExecuteAsync(HangAsync)));
        await Assert.ThrowsAsync<DeadlinePassedException>(async () => await _world.Service.ExecuteAsync(static _ => new ValueTask<int>(1)));
    }

    [Fact]
    public async Task A_service_can_have_a_deadline_that_nested_calls_see()
    {
        _world.Service.Options = _world.Service.Options with { Deadline = TimeSpan.FromSeconds(2) };
        TimeSpan? seen = null;

        await _world.Service.ExecuteAsync(_ =>
        {
            seen = Deadline.Current?.Remaining;
            return new ValueTask<int>(1);
        });

        Assert.Equal(TimeSpan.FromSeconds(2), seen);
        Assert.Null(Deadline.Current);
    }

    [Fact]
    public async Task A_dead_dependency_is_called_little_more_often_than_it_is_asked_for()
    {
        int calls = 0;
        _world.Service.Options = _world.Service.Options with { CircuitBreaker = null };
        for (int i = 0; i < 1000; i++)
            await Assert.ThrowsAsync<IOException>(() => _world.Finish(_world.Service.ExecuteAsync(_ => Fail(ref calls), new CallOptions<int>())));

        // Time passes while it retries, and in it the budget's trickle; the share alone would give 1100.
        Assert.InRange(calls, 1000, 4000);
    }

    private static ValueTask<int> Fail(ref int calls)
    {
        calls++;
        throw new IOException("refused");
    }

    private static async ValueTask<int> HangAsync(CancellationToken token)
    {
        var never = new TaskCompletionSource<int>();
        await using (token.Register(() => never.TrySetCanceled(token)))
            return await never.Task;
    }
}
