using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Timeout;

public sealed class TimeoutSweeperTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly TimeoutSweeper _sweeper;

    public TimeoutSweeperTests() => _sweeper = new TimeoutSweeper(new CoarseClock(_clock));

    public void Dispose() => _sweeper.Dispose();

    [Fact]
    public void It_fires_within_ten_milliseconds_of_the_deadline_and_not_before()
    {
        TimeoutLease lease = _sweeper.Rent(500, CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(lease.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromMilliseconds(11));

        Assert.True(lease.Token.IsCancellationRequested);
        Assert.True(lease.HasFired);
    }

    [Fact]
    public void A_lease_that_was_given_back_never_fires_for_the_next()
    {
        for (int i = 1; i <= 1000; i++)
        {
            TimeoutLease lease = _sweeper.Rent(i * 50 + 20, CancellationToken.None);
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            Assert.Equal(i * 50 + 20 <= i * 50, lease.Token.IsCancellationRequested);
            _sweeper.Return(lease);
        }

        Assert.Equal(1, _sweeper.Leases);
    }

    [Fact]
    public void A_lease_that_fired_or_whose_caller_gave_up_is_not_used_again()
    {
        TimeoutLease fired = _sweeper.Rent(10, CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(1100));
        _sweeper.Return(fired);
        using var caller = new CancellationTokenSource();
        TimeoutLease given = _sweeper.Rent(100_000, caller.Token);
        caller.Cancel();
        Assert.True(given.Token.IsCancellationRequested);
        Assert.False(given.HasFired);
        _sweeper.Return(given);

        Assert.Equal(0, _sweeper.Leases);
        Assert.False(_sweeper.Rent(100_000, CancellationToken.None).Token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_callback_that_blocks_holds_up_nobody_elses_timeout()
    {
        using var gate = new ManualResetEventSlim();
        TimeoutLease blocking = _sweeper.Rent(10, CancellationToken.None);
        TimeoutLease other = _sweeper.Rent(2000, CancellationToken.None);
        using CancellationTokenRegistration callback = blocking.Token.UnsafeRegister(_ => gate.Wait(TimeSpan.FromSeconds(30)), null);

        Task time = Task.Run(() => _clock.Advance(TimeSpan.FromSeconds(4)));
        await time.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(blocking.Token.IsCancellationRequested && other.Token.IsCancellationRequested);
        gate.Set();
    }

    [Fact]
    public void Threads_that_end_leave_no_lease_behind()
    {
        for (int i = 0; i < 50; i++)
        {
            var thread = new Thread(() => _sweeper.Return(_sweeper.Rent(100_000, CancellationToken.None)));
            thread.Start();
            thread.Join();
        }

        for (int i = 0; i < 20 && _sweeper.Leases > 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.InRange(_sweeper.Leases, 0, 10);
    }

    [Fact]
    public void The_callers_token_does_not_reach_a_later_user()
    {
        using var caller = new CancellationTokenSource();
        _sweeper.Return(_sweeper.Rent(100_000, caller.Token));
        TimeoutLease next = _sweeper.Rent(100_000, CancellationToken.None);

        caller.Cancel();

        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public void After_a_rest_it_is_awake_again()
    {
        _sweeper.Return(_sweeper.Rent(50, CancellationToken.None));
        _clock.Advance(TimeSpan.FromMinutes(1));
        TimeoutLease lease = _sweeper.Rent(60_100, CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(110));

        Assert.True(lease.Token.IsCancellationRequested);
    }

    [Fact]
    public void What_a_callback_throws_ends_nothing()
    {
        TimeoutLease bad = _sweeper.Rent(10, CancellationToken.None);
        using CancellationTokenRegistration registration = bad.Token.Register(static () => throw new InvalidOperationException("callback"));
        TimeoutLease other = _sweeper.Rent(10, CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(1100));

        Assert.True(other.Token.IsCancellationRequested);
    }
}
