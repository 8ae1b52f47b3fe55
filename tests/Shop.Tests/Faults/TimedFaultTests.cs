using Prunella.Testing;
using Shop.Faults;

namespace Shop.Tests.Faults;

public sealed class TimedFaultTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_fault_ends_by_itself()
    {
        var fault = new TimedFault(_clock, TimeSpan.FromSeconds(30));
        Assert.True(fault.Hits(out _));

        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.False(fault.Hits(out _));
    }

    [Fact]
    public void Of_a_hundred_requests_it_hits_exactly_its_percentage()
    {
        for (int percent = 1; percent <= 100; percent++)
        {
            var fault = new TimedFault(_clock, TimeSpan.FromSeconds(30), percent);
            Assert.Equal(percent, Enumerable.Range(0, 100).Count(_ => fault.Hits(out long _)));
        }
    }
}
