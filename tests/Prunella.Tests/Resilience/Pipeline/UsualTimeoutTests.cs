using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Pipeline;

public sealed class UsualTimeoutTests : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(40);

    private readonly World _world = new(new ServiceOptions
    {
        Retry = null,
        ConcurrencyLimit = new ConcurrencyLimitOptions { Initial = 100, Least = 100 }, // with it every call is timed
        Timeout = new AttemptTimeoutOptions { Timeout = TimeSpan.FromSeconds(2), UsualTimes = 3 },
        CircuitBreaker = new CircuitBreakerOptions { SlowFloor = TimeSpan.FromSeconds(10) },
    });

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Before_anything_is_known_the_longest_holds()
    {
        Assert.Equal(2_000, await PatienceAsync(), 20.0);
    }

    [Fact]
    public async Task A_hanging_call_is_given_up_after_so_many_times_the_usual()
    {
        await LearnAsync();

        Assert.Equal(120, await PatienceAsync(), 40.0);
    }

    [Fact]
    public async Task A_dependency_that_has_become_slower_for_good_is_let_back()
    {
        await LearnAsync();
        bool answered = false;
        for (int call = 0; call < 4_000 && !answered; call++)
        {
            try
            {
                await CallAsync(TimeSpan.FromMilliseconds(600));
                answered = _world.Service.Circuit.State == CircuitState.Closed;
            }
            catch (Exception error) when (error is TimeoutException or CircuitOpenException)
            {
                _world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }

        Assert.True(answered);
    }

    [Fact]
    public async Task Calls_that_were_given_up_do_not_make_the_usual_ever_shorter()
    {
        await LearnAsync();
        for (int call = 0; call < 2_000; call++)
        {
            try
            {
                await CallAsync(call % 25 == 0 ? TimeSpan.FromMilliseconds(500) : Usual);
            }
            catch (TimeoutException)
            {
                // One of 25 takes far too long, now and always.
            }
        }

        Assert.InRange(await PatienceAsync(), 100, 200);
    }

    private async Task LearnAsync()
    {
        for (int call = 0; call < 200; call++)
            await CallAsync(Usual);
    }

    // Time passes within the call, on this thread: the sweep that cancels it does too, so nothing is left to chance.
    private async Task CallAsync(TimeSpan duration) => _ = await _world.Service.ExecuteAsync(token =>
    {
        long begun = _world.Clock.GetTimestamp();
        while (_world.Clock.GetElapsedTime(begun) < duration && !token.IsCancellationRequested)
            _world.Clock.Advance(TimeSpan.FromMilliseconds(5));
        token.ThrowIfCancellationRequested();
        return new ValueTask<int>(1);
    });

    private async Task<double> PatienceAsync()
    {
        long begun = _world.Clock.GetTimestamp();
        _ = await Assert.ThrowsAsync<AttemptTimeoutException>(() => CallAsync(TimeSpan.FromMinutes(1)));
        return _world.Clock.GetElapsedTime(begun).TotalMilliseconds;
    }
}
