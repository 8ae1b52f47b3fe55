using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Breaker;

public sealed class ClassicBreakerTests
{
    private static readonly TimeSpan Reset = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly CircuitBreaker _breaker;

    public ClassicBreakerTests() =>
        _breaker = new CircuitBreaker("inventory", new CircuitBreakerOptions { Mode = BreakerMode.Classic, ResetTimeout = Reset }, _clock);

    [Fact]
    public void Five_failures_in_a_row_open_it()
    {
        Fail(4);
        Assert.Equal(CircuitState.Closed, _breaker.State);

        Fail(1);

        Assert.Equal(CircuitState.Open, _breaker.State);
        Assert.False(_breaker.TryEnter(out _));
        Assert.Equal(Reset, _breaker.RetryAfter());
    }

    [Fact]
    public void A_success_between_them_begins_the_count_anew()
    {
        Fail(4);
        _breaker.Report(Enter(), OutcomeKind.Success);
        Fail(4);

        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void After_the_break_one_call_goes_and_its_success_closes()
    {
        Fail(5);
        _clock.Advance(Reset);

        CircuitPass probe = Enter();
        Assert.Equal(CircuitState.HalfOpen, _breaker.State);
        Assert.False(_breaker.TryEnter(out _));
        _breaker.Report(probe, OutcomeKind.Success);

        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void A_failed_probe_begins_the_break_anew()
    {
        Fail(5);
        _clock.Advance(Reset);

        Fail(1);

        Assert.Equal(CircuitState.Open, _breaker.State);
        Assert.Equal(Reset, _breaker.RetryAfter());
    }

    [Fact]
    public void A_hung_probe_is_given_up_after_its_lease()
    {
        Fail(5);
        _clock.Advance(Reset);
        CircuitPass hung = Enter();

        _clock.Advance(_breaker.Options.ProbeLease);
        Assert.False(_breaker.TryEnter(out _)); // counts as failed: a new break
        _clock.Advance(Reset);
        CircuitPass next = Enter();
        _breaker.Report(hung, OutcomeKind.Success); // too late to matter
        Assert.Equal(CircuitState.HalfOpen, _breaker.State);
        _breaker.Report(next, OutcomeKind.Success);

        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void A_cancelled_probe_decides_nothing_and_the_next_may_go_at_once()
    {
        Fail(5);
        _clock.Advance(Reset);

        _breaker.Report(Enter(), OutcomeKind.Cancelled);

        Assert.Equal(CircuitState.Open, _breaker.State);
        Assert.True(_breaker.TryEnter(out _));
    }

    [Fact]
    public void An_outcome_from_before_the_break_does_not_close_it()
    {
        CircuitPass early = Enter();
        Fail(5);
        _clock.Advance(Reset);
        _ = Enter();

        _breaker.Report(early, OutcomeKind.Success);

        Assert.Equal(CircuitState.HalfOpen, _breaker.State);
    }

    [Fact]
    public void Isolated_by_hand_it_stays_so_until_reset_by_hand()
    {
        _breaker.Isolate("maintenance");
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(_breaker.TryEnter(out _));

        _breaker.Reset("done");

        Assert.True(_breaker.TryEnter(out _));
        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void An_option_out_of_range_is_named_and_the_old_ones_stay()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _breaker.Options = _breaker.Options with { FailureThreshold = 0 });

        Assert.Contains("CircuitBreakerOptions.FailureThreshold must be at least 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, _breaker.Options.FailureThreshold);
    }

    private CircuitPass Enter()
    {
        Assert.True(_breaker.TryEnter(out CircuitPass pass));
        return pass;
    }

    private void Fail(int times)
    {
        for (int i = 0; i < times; i++)
            _breaker.Report(Enter(), OutcomeKind.Error);
    }
}
