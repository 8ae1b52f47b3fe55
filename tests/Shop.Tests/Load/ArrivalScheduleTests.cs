using Shop.Load;

namespace Shop.Tests.Load;

public sealed class ArrivalScheduleTests
{
    [Fact]
    public void Requests_are_due_at_a_constant_distance_until_the_end()
    {
        var schedule = new ArrivalSchedule(rate: 100, duration: TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, schedule.DueTime(0));
        Assert.Equal(TimeSpan.FromMilliseconds(990), schedule.DueTime(99));
        Assert.Null(schedule.DueTime(100));
    }

    [Fact]
    public void Rounding_does_not_add_up()
    {
        var schedule = new ArrivalSchedule(rate: 3, duration: null);

        Assert.Equal(TimeSpan.FromDays(1), schedule.DueTime(3 * 24 * 60 * 60));
    }
}
