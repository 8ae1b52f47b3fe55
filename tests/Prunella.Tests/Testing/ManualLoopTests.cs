using Prunella.Testing;

namespace Prunella.Tests.Testing;

public sealed class ManualLoopTests
{
    private readonly ManualLoop _loop = new();

    [Fact]
    public void Advancing_stops_at_each_timer_even_those_set_on_the_way()
    {
        List<double> at = [];
        void Tick()
        {
            at.Add(_loop.Time.GetElapsedTime(0).TotalSeconds);
            _ = _loop.Schedule(TimeSpan.FromSeconds(2), Tick);
        }

        _ = _loop.Schedule(TimeSpan.FromSeconds(1), Tick);
        _loop.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal([1, 3, 5], at);
        Assert.Equal(TimeSpan.FromSeconds(6), _loop.Time.GetElapsedTime(0));
    }

    [Fact]
    public void Awaits_begun_on_the_loop_come_back_to_it()
    {
        var gate = new TaskCompletionSource();
        bool? current = null;
        _loop.Post(async () =>
        {
            await gate.Task;
            current = _loop.IsCurrent;
        });
        _loop.RunUntilIdle();
        gate.SetResult();
        Assert.Null(current);
        _loop.RunUntilIdle();
        Assert.True(current);
        Assert.False(_loop.IsCurrent);
    }

    [Fact]
    public void Waits_by_the_clock_go_on_as_the_loop_advances()
    {
        double after = 0;
        _loop.Post(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), _loop.Time);
            await Task.Delay(TimeSpan.FromSeconds(2), _loop.Time);
            after = _loop.Time.GetElapsedTime(0).TotalSeconds;
        });
        _loop.Advance(TimeSpan.FromSeconds(2));
        _loop.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(4, after);
    }

    [Fact]
    public void A_fault_is_thrown_after_the_rest_has_run()
    {
        bool ran = false;
        _loop.Post(static () => throw new FormatException());
        _loop.Post(() => ran = true);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(_loop.RunUntilIdle);
        _ = Assert.IsType<FormatException>(error.InnerException);
        Assert.True(ran);
        _loop.RunUntilIdle();
    }
}
