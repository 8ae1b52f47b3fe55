using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Testing;
using static Prunella.Kernel.HealthState;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class AlertMemoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prunella-alerts-");
    private readonly RecordingChannel _channel = new();
    private readonly AlertOptions _options = new();
    private HealthBench _bench = new();
    private AlertRouter? _router;

    private string File => Path.Combine(_folder.FullName, "alerts.json");

    public void Dispose()
    {
        _router?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_silence_outlives_a_restart_and_ends_when_it_was_to_end()
    {
        Start();
        _router!.Silence(new AlertSilence("ord*", _bench.Loop.Time.GetUtcNow() + TimeSpan.FromMinutes(10), "ann", "maintenance"));
        await SavedAsync("ord*");
        Restart();

        Assert.Equal("ann", Assert.Single(_router.Silences).Author);
        _bench.Register("orders");
        _bench.Prove("orders", Failed);
        Assert.Empty(_channel.Sent);
        _bench.Loop.Advance(TimeSpan.FromMinutes(11));
        await Eventually.Holds(() => _channel.Sent.Count == 1);
    }

    [Fact]
    public async Task A_trouble_that_was_taken_on_is_still_taken_on_after_a_restart_and_its_end_is_told()
    {
        Start();
        _bench.Register("orders");
        _bench.Prove("orders", Failed);
        await Eventually.Holds(() => _channel.Sent.Count == 1);
        _router!.Acknowledge(Name("orders"), "ann");
        await SavedAsync("ann");
        Restart();
        _bench.Register("orders");
        _bench.Prove("orders", Failed);

        Assert.Equal("ann", Assert.Single(_router!.Active).AcknowledgedBy);
        _bench.Loop.Advance(TimeSpan.FromHours(2));
        _bench.Prove("orders", Healthy);
        _bench.Loop.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Holds(() => _channel.Sent.Count == 2);
        Assert.Equal(AlertKind.Ended, _channel.Sent.Last().Kind);
        await Eventually.Holds(() => !System.IO.File.ReadAllText(File).Contains("ann", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_taken_on_long_before_is_new_trouble()
    {
        System.IO.File.WriteAllText(File, """{"silences":[],"acknowledged":{"orders":"ann"}}""");
        Start();
        _bench.Register("orders");
        _bench.Loop.Advance(TimeSpan.FromHours(1));
        _bench.Prove("orders", Failed);

        await Eventually.Holds(() => _channel.Sent.Count == 1);
        Assert.Null(Assert.Single(_router!.Active).AcknowledgedBy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"silences\":null,\"acknowledged\":{}}")]
    [InlineData("[1,2]")]
    public void A_file_that_makes_no_sense_is_noted_and_costs_only_the_memory(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Start();

        Assert.Empty(_router!.Silences);
        Assert.Equal("the memory of alerts", Assert.Single(_bench.Journal.All<InternalFault>()).Stage);
    }

    [Fact]
    public async Task Replicas_that_fall_within_the_wait_are_one_alert()
    {
        _options.GroupWait = TimeSpan.FromSeconds(5);
        Start();
        foreach (string name in new[] { "orders#1", "orders#2", "orders#3", "mail" })
            _bench.Monitor.Register(Describe(name) with { Group = name == "mail" ? null : Name("orders") });
        _bench.Loop.RunUntilIdle();
        _bench.Prove("orders#1", Failed);
        _bench.Prove("mail", Failed);
        _bench.Loop.Advance(TimeSpan.FromSeconds(2));
        _bench.Prove("orders#2", Failed);
        _bench.Prove("orders#3", Critical);
        Assert.Empty(_channel.Sent);
        _bench.Loop.Advance(TimeSpan.FromSeconds(10));

        await Eventually.Holds(() => _channel.Sent.Count == 2);
        Alert group = _channel.Sent.Single(static alert => alert.Component.Value == "orders#1");
        Assert.Equal(("orders#1 has failed, and 2 more of its group", 2), (group.Title, group.Affected));
        Assert.Contains(group.Evidence, static line => line.StartsWith("orders#3:", StringComparison.Ordinal));
        foreach (string name in new[] { "orders#1", "orders#2", "orders#3", "mail" })
            _bench.Prove(name, Healthy);
        _bench.Loop.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Holds(() => _channel.Sent.Count == 4); // one end for the group, one for mail
    }

    [Fact]
    public void What_is_over_within_the_wait_is_told_to_nobody()
    {
        _options.GroupWait = TimeSpan.FromSeconds(5);
        Start();
        _bench.Register("orders");
        _bench.Prove("orders", Failed);
        _bench.Loop.Advance(TimeSpan.FromSeconds(1));
        _bench.Prove("orders", Healthy);
        _bench.Loop.Advance(TimeSpan.FromMinutes(5));

        Assert.Empty(_channel.Sent);
        Assert.Empty(_router!.Active);
    }

    private void Start() => _router = new AlertRouter(_bench.Loop, _bench.Monitor, _bench.Journal, [_channel], _options, NullLogger<AlertRouter>.Instance, File);

    private void Restart()
    {
        _router!.Dispose();
        _bench = new HealthBench();
        Start();
        _bench.Loop.RunUntilIdle();
    }

    private Task SavedAsync(string text)
    {
        _bench.Loop.RunUntilIdle();
        return Eventually.Holds(() => System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Contains(text, StringComparison.Ordinal));
    }
}
