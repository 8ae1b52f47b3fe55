using Prunella.Recovery;
using Prunella.Testing;

namespace Prunella.Tests.Recovery;

public sealed class RestartIntensityTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_limit_that_is_as_good_as_none_is_never_reached_and_takes_no_room_ahead()
    {
        var intensity = new RestartIntensity(int.MaxValue, Window, _clock);

        for (int restart = 0; restart < 1_000; restart++)
            intensity.Note();

        Assert.False(intensity.Reached);
    }

    [Fact]
    public void Restarts_older_than_the_window_do_not_count()
    {
        var intensity = new RestartIntensity(2, Window, _clock);
        intensity.Note();
        _clock.Advance(Window / 2);
        intensity.Note();
        Assert.True(intensity.Reached);

        _clock.Advance(Window / 2);

        Assert.False(intensity.Reached);
    }
}
