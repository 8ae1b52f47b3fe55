using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Breaker;

public sealed class AdaptiveBreakerTests
{
    private readonly ManualClock _clock = new();
    private readonly List<CircuitTransition> _news = [];
    private readonly CircuitBreaker _breaker;

    public AdaptiveBreakerTests()
    {
        _breaker = new CircuitBreaker("inventory", new CircuitBreakerOptions(), _clock);
        _ = _breaker.OnTransition(_news.Add);
    }

    [Fact]
    public void A_busy_dependency_that_dies_is_left_alone_within_a_second()
    {
        Traffic(seconds: 10, perSecond: 50, failing: 0);

        int let = Traffic(seconds: 1, perSecond: 50, failing: 1);

        Assert.Equal(CircuitState.Open, _breaker.State);
        Assert.InRange(let, 6, 40);
        CircuitTransition trip = Assert.Single(_news, static news => news.To == CircuitState.Open);
        Assert.Contains("most calls fail", trip.Evidence.Reason, StringComparison.Ordinal);
        Assert.Contains("Error", trip.Evidence.Kinds, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_dependency_that_dies_is_left_alone_too()
    {
        Traffic(seconds: 120, perSecond: 0.5, failing: 0);

        Traffic(seconds: 60, perSecond: 0.5, failing: 1);

        Assert.NotEqual(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void A_fifth_of_failing_calls_raises_the_alarm_and_cuts_nothing()
    {
        Traffic(seconds: 20, perSecond: 100, failing: 0);

        int let = Traffic(seconds: 600, perSecond: 100, failing: 0.2);

        Assert.Equal(CircuitState.Closed, _breaker.State);
        Assert.True(_breaker.Alarmed);
        Assert.Equal(60_000, let);
    }

    [Fact]
    public void A_short_blip_is_ridden_out()
    {
        Traffic(seconds: 20, perSecond: 100, failing: 0);

        Traffic(seconds: 0.4, perSecond: 100, failing: 1);
        Traffic(seconds: 5, perSecond: 100, failing: 0);

        Assert.Empty(_news);
    }

    [Fact]
    public void It_lets_everything_back_within_seconds_of_a_recovery()
    {
        Traffic(seconds: 10, perSecond: 100, failing: 0);
        Traffic(seconds: 60, perSecond: 100, failing: 1);

        int let = Traffic(seconds: 3, perSecond: 100, failing: 0);

        Assert.Equal(CircuitState.Closed, _breaker.State);
        Assert.True(let > 150, $"let {let} of 300 through");
    }

    [Fact]
    public void An_open_circuit_lets_few_probes_through()
    {
        Traffic(seconds: 10, perSecond: 100, failing: 0);
        Traffic(seconds: 2, perSecond: 100, failing: 1);

        int let = Traffic(seconds: 60, perSecond: 100, failing: 1);

        Assert.InRange(let, 5, 140); // some 2 %
    }

    [Fact]
    public void Slowness_alone_raises_the_alarm_but_opens_nothing()
    {
        for (int i = 0; i < 2000; i++)
            Call(TimeSpan.FromMilliseconds(10), OutcomeKind.Success);

        for (int i = 0; i < 200; i++)
            Call(TimeSpan.FromMilliseconds(400), OutcomeKind.Success);

        Assert.True(_breaker.Alarmed);
        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void What_the_caller_got_wrong_and_overload_open_nothing()
    {
        for (int i = 0; i < 1000; i++)
            Call(TimeSpan.FromMilliseconds(10), i % 2 == 0 ? OutcomeKind.CallerFault : OutcomeKind.Overload);

        Assert.Empty(_news);
        Assert.Equal(0.002, _breaker.UsualFailureShare, 0.01);
    }

    [Fact]
    public void New_options_keep_an_open_circuit_open()
    {
        _breaker.Isolate("test");

        _breaker.Options = _breaker.Options with { ResetTimeout = TimeSpan.FromSeconds(5) };

        Assert.Equal(CircuitState.Isolated, _breaker.State);
        Assert.False(_breaker.TryEnter(out _));
    }

    [Fact]
    public void A_shadow_judges_and_turns_nobody_away()
    {
        _breaker.Options = _breaker.Options with { Shadow = true };
        Traffic(seconds: 5, perSecond: 100, failing: 0);

        int let = Traffic(seconds: 5, perSecond: 100, failing: 1);

        Assert.Equal(500, let);
        Assert.Contains(_news, static news => news is { To: CircuitState.Open, Shadow: true });
        Assert.True(_breaker.Rejections > 0);
    }

    [Fact]
    public void Suspicion_from_elsewhere_needs_less_evidence_and_opens_nothing_by_itself()
    {
        Traffic(seconds: 20, perSecond: 50, failing: 0);
        int without = LetBefore(suspicion: 0), with = LetBefore(suspicion: 1);
        Assert.InRange(with, 6, without - 3);

        _breaker.Reset("again");
        _breaker.Suspicion = 1;
        Assert.Equal(3000, Traffic(seconds: 60, perSecond: 50, failing: 0));
        Assert.Equal(3000, Traffic(seconds: 60, perSecond: 50, failing: 0.002));
        Assert.Equal(CircuitState.Closed, _breaker.State);

        int LetBefore(double suspicion)
        {
            _breaker.Reset("again");
            _breaker.Suspicion = suspicion;
            Traffic(seconds: 20, perSecond: 50, failing: 0);
            int let = Traffic(seconds: 1, perSecond: 50, failing: 1);
            Assert.NotEqual(CircuitState.Closed, _breaker.State);
            return let;
        }
    }

    [Fact]
    public void A_circuit_that_is_tripped_finds_back_by_its_own_probes()
    {
        Traffic(seconds: 10, perSecond: 50, failing: 0);
        _breaker.Trip("ledger has failed");
        Assert.Equal(CircuitState.Open, _breaker.State);
        Assert.Equal(1, _breaker.Trips);
        _breaker.Trip("once more");
        Assert.Equal(1, _breaker.Trips);

        Traffic(seconds: 60, perSecond: 50, failing: 0);
        Assert.Equal(CircuitState.Closed, _breaker.State);
        Assert.Throws<ArgumentOutOfRangeException>(() => _breaker.Suspicion = 1.1);
    }

    private int Traffic(double seconds, double perSecond, double failing)
    {
        int calls = (int)Math.Round(seconds * perSecond);
        int let = 0;
        double owed = 0;
        for (int i = 0; i < calls; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1 / perSecond));
            if (!_breaker.TryEnter(out CircuitPass pass))
                continue;
            let++;
            owed += failing;
            bool fails = owed >= 1;
            if (fails)
                owed--;
            _breaker.Report(pass, fails ? OutcomeKind.Error : OutcomeKind.Success);
        }

        return let;
    }

    private void Call(TimeSpan duration, OutcomeKind kind)
    {
        Assert.True(_breaker.TryEnter(out CircuitPass pass));
        _clock.Advance(duration);
        _breaker.Report(pass, kind);
    }
}
