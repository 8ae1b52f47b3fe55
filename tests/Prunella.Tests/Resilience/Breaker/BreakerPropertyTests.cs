using FsCheck;
using FsCheck.Fluent;
using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Breaker;

public sealed class BreakerPropertyTests
{
    /// <summary>One thing that may happen: time passes, a call enters, one of the calls under way ends, or never does.</summary>
    public readonly record struct Event(byte What, byte Which, ushort Wait);

    [Theory]
    [InlineData(BreakerMode.Adaptive)]
    [InlineData(BreakerMode.Classic)]
    public void No_interleaving_of_outcomes_leaves_it_stuck(BreakerMode mode) => Prop.ForAll<Event[]>(events =>
    {
        (ManualClock clock, CircuitBreaker breaker, _) = Play(mode, events);

        // From wherever it is: an hour of a healthy dependency, and everything must pass again.
        for (int i = 0; i < 3600; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            if (breaker.TryEnter(out CircuitPass pass))
                breaker.Report(pass, OutcomeKind.Success);
        }

        return breaker.State == CircuitState.Closed;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(BreakerMode.Adaptive)]
    [InlineData(BreakerMode.Classic)]
    public void Calls_that_an_earlier_state_let_go_change_nothing(BreakerMode mode) => Prop.ForAll<Event[], bool>((events, good) =>
    {
        (ManualClock clock, CircuitBreaker breaker, List<CircuitPass> underWay) = Play(mode, events);
        breaker.Isolate("a new epoch");
        int news = 0;
        _ = breaker.OnTransition(_ => news++);

        foreach (CircuitPass pass in underWay)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            breaker.Report(pass, good ? OutcomeKind.Success : OutcomeKind.Error);
        }

        return news == 0 && breaker.State == CircuitState.Isolated;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(BreakerMode.Adaptive)]
    [InlineData(BreakerMode.Classic)]
    public void While_it_is_open_no_two_probes_are_under_way_within_one_lease(BreakerMode mode) => Prop.ForAll<Event[]>(events =>
    {
        (ManualClock clock, CircuitBreaker breaker, _) = Play(mode, events);
        breaker.Reset("begin");
        for (int i = 0; i < 300 && breaker.State == CircuitState.Closed; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            if (breaker.TryEnter(out CircuitPass pass))
                breaker.Report(pass, OutcomeKind.Error);
        }

        int let = 0;
        for (int i = 0; i < 99; i++) // 9.9 s of hanging calls: less than a lease
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            if (breaker.TryEnter(out _))
                let++;
        }

        return let <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_share_and_the_state_agree() => Prop.ForAll<Event[]>(events =>
    {
        (_, CircuitBreaker breaker, _) = Play(BreakerMode.Adaptive, events);
        return breaker.State switch
        {
            CircuitState.Closed => breaker.Share == 1,
            CircuitState.HalfOpen => breaker.Share is >= 0 and < 1,
            _ => breaker.Share == 0,
        };
    }).QuickCheckThrowOnFailure();

    private static (ManualClock Clock, CircuitBreaker Breaker, List<CircuitPass> UnderWay) Play(BreakerMode mode, Event[] events)
    {
        var clock = new ManualClock();
        var breaker = new CircuitBreaker("any", new CircuitBreakerOptions { Mode = mode }, clock);
        var underWay = new List<CircuitPass>();
        foreach (Event now in events)
        {
            clock.Advance(TimeSpan.FromMilliseconds(now.Wait % 700));
            if (now.What % 3 != 0 || underWay.Count == 0)
            {
                // A burst of failures, so that circuits do open.
                for (int i = 0; i <= now.Which % 12; i++)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(100));
                    if (!breaker.TryEnter(out CircuitPass pass))
                        continue;
                    if (now.What % 3 == 1)
                        breaker.Report(pass, OutcomeKind.Error);
                    else
                        underWay.Add(pass);
                }

                continue;
            }

            int which = now.Which % underWay.Count;
            breaker.Report(underWay[which], (OutcomeKind)(now.Wait % 9));
            if (now.Which % 5 != 0) // sometimes one reports twice
                underWay.RemoveAt(which);
        }

        return (clock, breaker, underWay);
    }
}
