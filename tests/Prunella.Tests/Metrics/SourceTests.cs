using Prunella.Metrics;

namespace Prunella.Tests.Metrics;

public class SourceTests
{
    [Fact]
    public void The_use_of_a_process_is_read_and_one_that_is_gone_has_no_values()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using HubFixture test = new();
        List<ObservedProcess> processes = [new(null, Environment.ProcessId), new("orders", Environment.ProcessId), new("gone", int.MaxValue)];
        _ = test.Hub.AddSource(new ProcessSource(() => processes));
        test.Seconds(2);
        processes.RemoveAt(1);
        test.Seconds(1);

        Assert.True(test.Seen.Of("process.memory.usage")[0].Value > 1 << 20);
        Assert.True(test.Seen.Of("process.thread.count")[0].Value >= 1);
        Assert.True(test.Seen.Of("process.unix.file_descriptor.count")[2].Value >= 3);
        Assert.True(test.Seen.Of("process.cpu.time:rate")[1].Value >= 0);
        Assert.Equal([PointState.Value, PointState.Value, PointState.Missing], test.Seen.Of("process.memory.usage{prunella.component=orders}").Select(static point => point.State));
        Assert.DoesNotContain(test.Hub.Series, static series => series.Key.Component == "gone");
    }

    [Fact]
    public void The_disk_of_the_machine_is_measured()
    {
        using HubFixture test = new();
        _ = test.Hub.AddSource(new MachineSource());
        test.Seconds(2);

        Assert.True(test.Seen.Of("system.filesystem.limit")[0].Value >= test.Seen.Of("system.filesystem.free")[0].Value);
    }

    [Theory]
    [InlineData("usage_usec 12\nuser_usec 34\n", "user_usec", 34d)]
    [InlineData("some avg10=0.00 total=77\n", "total", 77d)]
    [InlineData("TCP: inuse 5 orphan 0", "TCP: inuse", 5d)]
    [InlineData("cancelled_write_bytes: 3\nwrite_bytes: 9\n", "write_bytes", 9d)]
    [InlineData("max\n", "total", null)]
    public void Numbers_are_found_behind_their_words(string text, string word, double? expected) =>
        Assert.Equal(expected, KernelFile.NumberAfter(System.Text.Encoding.UTF8.GetBytes(text), System.Text.Encoding.UTF8.GetBytes(word)));
}
