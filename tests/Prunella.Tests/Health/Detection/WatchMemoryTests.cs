using Prunella.Health;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Tests.Metrics;

namespace Prunella.Tests.Health.Detection;

public sealed class WatchMemoryTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), "prunella-" + Guid.NewGuid().ToString("N"));

    public void Dispose() => File.Delete(_file);

    // Runs a process for some seconds; its series and its objective go on from the file.
    private async Task<(SeriesWatch Watch, ObjectiveStatus Objective, HealthBench Health)> RunAsync(int seconds, Func<int, double> value)
    {
        double now = 0;
        using var hub = new HubFixture();
        _ = hub.Meter.CreateObservableGauge("level", () => now);
        var health = new HealthBench();
        var memory = new WatchMemory(_file);
        var watch = new SeriesWatch(new SeriesWatchOptions { Rules = { new SeriesRule { Series = "level" } } }, health.Monitor, health.Monitor, new ComponentName("shop"), memory);
        using var objectives = new ObjectiveWatch(
            [new ServiceObjective { Name = "level", Kind = ObjectiveKind.Points, Series = "level", AtMost = 50, Target = 0.9 }],
            hub.Hub, health.Monitor, health.Monitor, health.Journal, hub.Loop.Time, memory);
        foreach (ISeriesObserver observer in new ISeriesObserver[] { watch, objectives, memory })
            _ = hub.Hub.AddObserver(observer);
        for (int second = 0; second < seconds; second++)
        {
            now = value(second);
            hub.Seconds(1);
            health.Loop.RunUntilIdle();
        }

        await memory.FlushAsync();
        return (watch, objectives.Current[0], health);
    }

    [Fact]
    public async Task What_was_learned_and_counted_goes_on_after_a_restart()
    {
        (_, ObjectiveStatus before, _) = await RunAsync(305, static second => second % 7);
        Assert.InRange(before.Good, 295, 305);

        // The second run has fewer points than learning takes.
        (_, ObjectiveStatus after, HealthBench health) = await RunAsync(40, static second => second < 30 ? second % 7 : 900);

        Assert.Equal(HealthState.Degraded, health["shop"].State);
        Assert.InRange(after.Good, 300, 340);
        Assert.InRange(after.Bad, 5, 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task A_file_that_is_damaged_counts_as_nothing(int at)
    {
        await RunAsync(305, static second => second % 7);
        byte[] bytes = await File.ReadAllBytesAsync(_file);
        Assert.InRange(bytes.Length, 1000, 20_000);
        bytes[at] ^= 0x55;
        await File.WriteAllBytesAsync(_file, bytes);
        Assert.Null(new WatchMemory(_file).Find("slo/level 30.00:00:00"));
        await File.WriteAllBytesAsync(_file, bytes.AsMemory(0, bytes.Length / 2));
        Assert.Null(new WatchMemory(_file).Find("slo/level 30.00:00:00"));
    }

    [Fact]
    public async Task A_file_that_is_whole_is_found_by_its_keys()
    {
        await RunAsync(305, static second => second % 7);
        var memory = new WatchMemory(_file);
        Assert.NotNull(memory.Find("slo/level 30.00:00:00"));
        Assert.NotNull(memory.Find("series/level"));
        Assert.Null(memory.Find("other"));
    }
}
