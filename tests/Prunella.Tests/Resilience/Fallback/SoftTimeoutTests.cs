using Prunella.Journal;
using Prunella.Resilience;
using Prunella.Tests.Resilience.Pipeline;

namespace Prunella.Tests.Resilience.Fallback;

public sealed class SoftTimeoutTests : IDisposable
{
    private static readonly CallOptions<string> Kept = new() { CacheKey = "list", MayOutliveCaller = true };

    private readonly World _world = new(new ServiceOptions
    {
        Retry = new RetryOptions { InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        ConcurrencyLimit = new ConcurrencyLimitOptions { Initial = 100, Least = 100 }, // with it every call is timed
        Timeout = new AttemptTimeoutOptions { Timeout = TimeSpan.FromSeconds(5) },
    });

    private readonly TaskCompletionSource<string> _slow = new();
    private int _calls;

    private SelfHealingPipeline Service => _world.Service;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_slow_call_is_answered_from_the_past_goes_on_and_spares_others()
    {
        await KeepAsync("old");

        Assert.Equal("old", await _world.Finish(Service.ExecuteAsync(Slow, Kept)));
        Assert.Equal("old", await Service.ExecuteAsync(Slow, Kept));
        Assert.Equal((1, 1), (_calls, Service.LeftBehind));
        _slow.SetResult("new");
        await AllEndedAsync();

        Assert.Equal("new", await Service.ExecuteAsync<string>(static _ => throw new IOException(), Kept with { Retry = false }));
        Assert.Contains(_world.Lines, static line => line.Text.StartsWith("[SELF-HEAL] inventory answered from the past", StringComparison.Ordinal)
            && line.Text.Contains("slowness: no answer within 1000 ms", StringComparison.Ordinal));
        Assert.Contains(_world.Facts, static fact => fact is CallsHealed { Action: "stale", Service: "inventory" });
    }

    [Fact]
    public async Task A_caller_waits_about_twice_as_long_as_usual_and_a_second_while_nothing_is_known()
    {
        await KeepAsync("old");
        Assert.Equal(1000, await WaitOfSlowCallAsync(), 20.0);
        await AllEndedAsync();
        for (int call = 0; call < 200; call++)
            await TakeTimeAsync(TimeSpan.FromMilliseconds(40));

        Assert.InRange(await WaitOfSlowCallAsync(), 80, 110);
    }

    [Fact]
    public async Task Without_a_second_answer_a_caller_waits_to_the_end()
    {
        Task<string> call = Service.ExecuteAsync(Slow, Kept).AsTask();
        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(call.IsCompleted);
        _slow.SetResult("new");

        Assert.Equal("new", await call);
    }

    [Fact]
    public async Task A_call_that_may_not_be_made_twice_or_not_outlive_its_caller_is_waited_for()
    {
        await KeepAsync("old");
        Task<string> once = Service.ExecuteAsync(Slow, Kept with { Idempotent = false }).AsTask();
        Task<string> bound = Service.ExecuteAsync(Slow, Kept with { MayOutliveCaller = false }).AsTask();
        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(once.IsCompleted || bound.IsCompleted);
        _slow.SetResult("new");

        Assert.Equal(("new", "new"), (await once, await bound));
    }

    [Fact]
    public async Task What_becomes_of_the_calls_that_go_on_opens_the_circuit()
    {
        await KeepAsync("old");
        for (int call = 0; call < 100; call++)
            await TakeTimeAsync(TimeSpan.FromMilliseconds(40));
        Service.Options = Service.Options with
        {
            Timeout = new AttemptTimeoutOptions { Timeout = TimeSpan.FromMilliseconds(200) },
            Fallback = new FallbackOptions { MaxAge = TimeSpan.FromDays(1) }, // the clock runs while the calls are waited for
        };

        for (int call = 0; call < 200 && Service.Circuit.State == CircuitState.Closed; call++)
        {
            Assert.Equal("old", await _world.Finish(Service.ExecuteAsync(Hang, Kept)));
            await AllEndedAsync();
        }

        Assert.Equal(CircuitState.Open, Service.Circuit.State);
    }

    [Fact]
    public async Task A_call_left_behind_is_not_tried_again_and_asks_for_no_second_answer()
    {
        int fallbacks = 0;
        var options = new CallOptions<string> { MayOutliveCaller = true, Fallback = (_, _) => new ValueTask<string>($"degraded {++fallbacks}") };

        Assert.Equal("degraded 1", await _world.Finish(Service.ExecuteAsync(Slow, options)));
        _slow.SetException(new IOException());
        await AllEndedAsync();

        Assert.Equal((1, 1), (_calls, fallbacks));
    }

    [Fact]
    public async Task The_degraded_way_is_told_that_the_call_is_slow_and_if_it_has_no_answer_the_call_is_waited_for()
    {
        Exception? told = null;
        Task<string> call = Service.ExecuteAsync(Slow, new CallOptions<string>
        {
            MayOutliveCaller = true,
            Fallback = (error, _) => ValueTask.FromException<string>(told = error),
        }).AsTask();
        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        await UntilAsync(() => Volatile.Read(ref told) is not null);
        Assert.False(call.IsCompleted);
        _slow.SetResult("mine");

        Assert.Equal("mine", await call);
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<SoftTimeoutException>(told).Waited);
        Assert.Equal(0, Service.LeftBehind);
    }

    [Fact]
    public async Task Once_enough_calls_go_on_alone_others_are_answered_without_a_call()
    {
        Service.Options = Service.Options with { Fallback = new FallbackOptions { SoftTimeout = new SoftTimeoutOptions { MaxLeftBehind = 2 } } };
        for (int key = 0; key < 4; key++)
            await KeepAsync("old", $"list {key}");
        _calls = 0;

        ValueTask<string>[] begun = [.. Enumerable.Range(0, 3).Select(key => Service.ExecuteAsync(Hang, Kept with { CacheKey = $"list {key}" }))];
        foreach (ValueTask<string> call in begun)
            Assert.Equal("old", await _world.Finish(call));
        Assert.Equal("old", await Service.ExecuteAsync(Hang, Kept with { CacheKey = "list 3" }));

        Assert.Equal(3, _calls);
        await UntilAsync(() => Service.LeftBehind == 2); // the third was given up
        await AllEndedAsync();
        Assert.Equal(0, Service.ConcurrencyLimit.InFlight);
    }

    [Fact]
    public async Task A_caller_who_has_his_answer_can_not_cancel_the_call()
    {
        await KeepAsync("old");
        using var caller = new CancellationTokenSource();
        CancellationToken seen = default;

        Assert.Equal("old", await _world.Finish(Service.ExecuteAsync(token => { seen = token; return Slow(token); }, Kept, caller.Token)));
        await caller.CancelAsync();

        Assert.False(seen.IsCancellationRequested);
        _slow.SetResult("new");
        await AllEndedAsync();
        Assert.Equal("new", await Service.ExecuteAsync<string>(static _ => throw new IOException(), Kept with { Retry = false }));
    }

    [Fact]
    public async Task A_caller_who_still_waits_cancels_the_call_and_sees_his_own_token()
    {
        await KeepAsync("old");
        using var caller = new CancellationTokenSource();
        Task<string> call = Service.ExecuteAsync(Hang, Kept, caller.Token).AsTask();
        await caller.CancelAsync();

        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(caller.Token, error.CancellationToken);
        Assert.Equal((0, 0), (Service.LeftBehind, Service.ConcurrencyLimit.InFlight));
    }

    [Fact]
    public async Task Healing_switched_off_meanwhile_leaves_nobody_an_answer_from_the_past()
    {
        await KeepAsync("old");
        Task<string> call = Service.ExecuteAsync(Slow, Kept).AsTask();
        _world.Engaged = true;
        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        await Task.Yield();
        Assert.False(call.IsCompleted);
        _slow.SetResult("new");

        Assert.Equal("new", await call);
    }

    [Fact]
    public async Task A_call_without_a_timeout_that_hangs_for_good_does_not_hold_its_place_for_good()
    {
        Service.Options = Service.Options with { Timeout = null };
        await KeepAsync("old");
        Assert.Equal("old", await _world.Finish(Service.ExecuteAsync(Hang, Kept)));
        Assert.Equal(1, Service.LeftBehind);

        await AllEndedAsync();

        Assert.Equal(0, Service.ConcurrencyLimit.InFlight);
    }

    [Fact]
    public async Task An_answer_that_nobody_reads_is_disposed_of()
    {
        using var late = new MemoryStream([1]);
        var slow = new TaskCompletionSource<Stream>();
        var options = new CallOptions<Stream> { MayOutliveCaller = true, Fallback = static (_, _) => new ValueTask<Stream>(Stream.Null) };

        Assert.Same(Stream.Null, await _world.Finish(Service.ExecuteAsync(_ => new ValueTask<Stream>(slow.Task), options)));
        slow.SetResult(late);
        await AllEndedAsync();

        Assert.False(late.CanRead);
    }

    [Fact]
    public async Task The_deadline_of_a_call_under_way_does_not_stay_with_its_caller()
    {
        Service.Options = Service.Options with { Deadline = TimeSpan.FromSeconds(3) };
        Deadline? within = null;

        ValueTask<string> call = Service.ExecuteAsync(token => { within = Deadline.Current; return Slow(token); }, Kept);

        Assert.NotNull(within);
        Assert.Null(Deadline.Current);
        _slow.SetResult("mine");
        Assert.Equal("mine", await call);
    }

    private ValueTask<string> Slow(CancellationToken cancellation)
    {
        _calls++;
        return new ValueTask<string>(_slow.Task);
    }

    private async ValueTask<string> Hang(CancellationToken cancellation)
    {
        _calls++;
        await new TaskCompletionSource().Task.WaitAsync(cancellation);
        return "never";
    }

    private async Task KeepAsync(string answer, string key = "list") =>
        Assert.Equal(answer, await Service.ExecuteAsync(_ => new ValueTask<string>(answer), Kept with { CacheKey = key }));

    /// <summary>Lets time pass until no call goes on alone.</summary>
    private Task AllEndedAsync() => UntilAsync(() =>
    {
        _world.Clock.Advance(TimeSpan.FromMilliseconds(10));
        return Service.LeftBehind == 0;
    });

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int i = 0; i < 100_000 && !holds(); i++)
            await Task.Yield();
        Assert.True(holds());
    }

    private async Task TakeTimeAsync(TimeSpan duration) => _ = await Service.ExecuteAsync(_ =>
    {
        _world.Clock.Advance(duration);
        return new ValueTask<string>("timed");
    });

    private async Task<double> WaitOfSlowCallAsync()
    {
        long begun = _world.Clock.GetTimestamp();
        _ = await _world.Finish(Service.ExecuteAsync(Hang, Kept));
        return _world.Clock.GetElapsedTime(begun).TotalMilliseconds;
    }
}
