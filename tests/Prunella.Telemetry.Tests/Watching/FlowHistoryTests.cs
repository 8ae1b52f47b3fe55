using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Watching;

namespace Prunella.Telemetry.Tests.Watching;

public sealed class FlowHistoryTests
{
    [Fact]
    public void Shares_agree_with_a_list_of_the_newest_windows() => Prop.ForAll<(byte Visits, byte Taken)[]>(static windows =>
    {
        var history = new FlowHistory();
        var kept = new List<(int Visits, int Taken)>();
        foreach ((byte visits, byte taken) in windows.Concat(windows).Concat(windows)) // more than are kept
        {
            (int Visits, int Taken) window = (visits + 1, taken % (visits + 2));
            history.Add(Window(window.Visits, window.Taken));
            kept.Add(window);
        }

        List<(int Visits, int Taken)> newest = [.. kept.TakeLast(60)];
        return !history.TryCompare("step", 1, 2, out _, out double before)
            || Math.Abs(before - (double)newest.Sum(static window => window.Taken) / newest.Sum(static window => window.Visits)) < 1e-9;
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Too_few_windows_say_nothing()
    {
        var history = new FlowHistory();
        history.Add(Window(100, 100));
        history.Add(Window(100, 100));

        Assert.False(history.TryCompare("step", 0, 100, out _, out _));
    }

    [Fact]
    public void What_windows_differ_by_among_themselves_is_no_deviation()
    {
        FlowHistory steady = new(), restless = new();
        for (int i = 0; i < 20; i++)
        {
            steady.Add(Window(50, 10));
            restless.Add(Window(50, i % 2 * 20));
        }

        steady.TryCompare("step", 25, 50, out double clear, out _);
        restless.TryCompare("step", 25, 50, out double usual, out _);
        Assert.True(clear > 2 * usual);
    }

    [Fact]
    public void A_new_step_says_less_where_new_ones_come_all_the_time()
    {
        FlowHistory steady = new(), restless = new();
        for (int i = 0; i < 20; i++)
        {
            steady.Add(Window(10, 10));
            StepCounts window = Window(10, 8);
            window.Take($"only in {i}");
            window.Take($"only in {i}");
            restless.Add(window);
        }

        steady.TryCompareNew(errors: false, 3, 10, out double clear, out _);
        restless.TryCompareNew(errors: false, 3, 10, out double usual, out double share);
        Assert.Equal(0.2, share, 6);
        Assert.True(clear > 4 && usual < 1);
    }

    [Fact]
    public void Steps_beyond_the_limit_are_left_out_and_windows_still_leave()
    {
        var history = new FlowHistory();
        for (int i = 0; i < 300; i++)
        {
            StepCounts window = Window(10, 10);
            for (int step = 0; step < 20; step++)
                window.Take($"{i} {step}");
            history.Add(window);
        }

        Assert.True(history.TryCompare("step", 10, 10, out double deviations, out double before));
        Assert.Equal((1.0, true), (before, deviations < 1));
        Assert.True(history.Steps.Count() <= 256);
    }

    private static StepCounts Window(int visits, int taken)
    {
        var window = new StepCounts { Visits = visits };
        if (taken > 0)
            window.Steps.Add("step", taken);
        return window;
    }
}
