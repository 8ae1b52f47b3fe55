using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Testing;

namespace Prunella.Tests.Health;

public sealed class ReadingScrubTests
{
    [Theory]
    [InlineData("exit: password=hunter2hunter2", "exit: password=•••")]
    [InlineData("all is well", "all is well")]
    public void What_is_said_of_a_component_has_no_secrets(string said, string known)
    {
        var loop = new ManualLoop();
        var monitor = new HealthMonitor(loop, new RecordingJournal(), new HealthOptions(), new Random(1), NullLogger<HealthMonitor>.Instance, new KeyValueScrubber());
        monitor.Register(new ComponentDescription(new ComponentName("db")));
        List<HealthTransition> news = [];
        using IDisposable told = monitor.OnTransition(news.Add);

        monitor.Report(new ComponentName("db"), "exit", new HealthReading(HealthState.Failed, said) { Conclusive = true, Evidence = [said] });
        loop.RunUntilIdle();

        HealthTransition failed = Assert.Single(news, static one => one.To == HealthState.Failed);
        Assert.Equal(known, failed.Reason);
        Assert.Contains(known, failed.Evidence);
    }

    [Fact]
    public void What_can_not_be_scrubbed_is_not_kept()
    {
        HealthReading reading = ReadingTidy.Of(new HealthReading(HealthState.Failed, "secret") { Evidence = ["secret"] }, new Failing());

        Assert.Equal("what was said could not be scrubbed", reading.Reason);
        Assert.Empty(reading.Evidence);
    }

    private sealed class Failing : IScrubber
    {
        public string Scrub(string text) => throw new InvalidOperationException();
    }
}
