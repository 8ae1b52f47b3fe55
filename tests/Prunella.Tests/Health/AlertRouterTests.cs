using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using static Prunella.Kernel.HealthState;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class AlertRouterTests : IDisposable
{
    private readonly HealthBench _bench = new();
    private readonly RecordingChannel _channel = new();
    private readonly AlertRouter _router;

    public AlertRouterTests()
    {
        _router = new AlertRouter(_bench.Loop, _bench.Monitor, _bench.Journal, [_channel], new AlertOptions(), NullLogger<AlertRouter>.Instance);
        _bench.Register("db");
        _bench.Register("orders", requires: ["db"]);
    }

    public void Dispose() => _router.Dispose();

    [Fact]
    public async Task One_episode_is_one_alert_and_one_notice_of_its_end()
    {
        _bench.Prove("db", Critical);
        _bench.Prove("db", Failed);
        _bench.Loop.Advance(TimeSpan.FromSeconds(50));
        _bench.Prove("db", Healthy);
        _bench.Loop.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal([AlertKind.Raised], await Kinds(1));

        _bench.Loop.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([AlertKind.Raised, AlertKind.Ended], await Kinds(2));
        Assert.Equal((Failed, "db is better"), (_channel.Sent.Last().Severity, _channel.Sent.Last().Title));
    }

    [Fact]
    public async Task One_that_crashes_and_is_healed_over_and_over_is_one_episode()
    {
        for (int i = 0; i < 5; i++)
        {
            _bench.Prove("db", Failed);
            _bench.Loop.Advance(TimeSpan.FromSeconds(5));
            _bench.Prove("db", Healthy);
            _bench.Loop.Advance(TimeSpan.FromSeconds(5));
        }

        _bench.Loop.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([AlertKind.Raised, AlertKind.Ended], await Kinds(2));
        Assert.Equal(5, _channel.Sent.Last().Times);
    }

    [Fact]
    public async Task An_episode_that_goes_on_is_told_again_each_hour()
    {
        _bench.Prove("db", Failed);
        _bench.Loop.Advance(TimeSpan.FromMinutes(59));
        Assert.Single(await Kinds(1));

        _bench.Loop.Advance(TimeSpan.FromMinutes(62));

        Assert.Equal([AlertKind.Raised, AlertKind.Repeated, AlertKind.Repeated], await Kinds(3));
    }

    [Fact]
    public async Task A_symptom_alerts_nobody_until_its_trouble_is_its_own()
    {
        _bench.Prove("db", Failed);
        _bench.Prove("orders", Failed);
        Assert.Single(await Kinds(1));

        _bench.Prove("db", Healthy);

        await Kinds(2);
        Assert.Equal(Name("orders"), _channel.Sent.Last().Component);
    }

    [Fact]
    public async Task A_root_with_999_symptoms_is_one_alert_that_counts_them()
    {
        for (int i = 2; i < 1000; i++)
            _bench.Monitor.Register(Describe($"c{i}", requires: ["db"]));
        _bench.Loop.RunUntilIdle();

        _bench.Prove("db", Failed);
        _bench.Loop.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([AlertKind.Raised], await Kinds(1));
        Alert alert = _channel.Sent.Single();
        Assert.Equal((999, "db has failed, and 999 more because of it"), (alert.Affected, alert.Title));
    }

    [Fact]
    public async Task Degraded_alerts_nobody()
    {
        _bench.Prove("db", Degraded);
        _bench.Prove("orders", Failed);

        await Kinds(1);
        Assert.Equal(Name("orders"), _channel.Sent.Single().Component);
    }

    [Fact]
    public async Task One_that_is_taken_out_is_told_no_more()
    {
        _bench.Prove("db", Failed);
        _bench.Monitor.Remove(Name("db"), "scaled in");
        _bench.Loop.Advance(TimeSpan.FromHours(3));

        Assert.Equal([AlertKind.Raised], await Kinds(1));
    }

    [Fact]
    public async Task A_channel_that_hangs_holds_up_nobody_loses_the_oldest_and_says_so()
    {
        var never = new TaskCompletionSource();
        _channel.Hold = never.Task;
        var other = new RecordingChannel();
        using var router = new AlertRouter(_bench.Loop, _bench.Monitor, _bench.Journal, [_channel, other], new AlertOptions(), NullLogger<AlertRouter>.Instance);
        _bench.Prove("db", Failed);
        await Eventually.Holds(() => _channel.Sent.Count == 2); // one from each router
        for (int i = 0; i < AlertDelivery.Capacity + 10; i++)
        {
            _bench.Register($"c{i}");
            _bench.Prove($"c{i}", Failed);
        }

        await Eventually.Holds(() => other.Sent.Count == AlertDelivery.Capacity + 11);
        Assert.Equal(20, _bench.Journal.All<AlertRaised>().Count(static alert => alert.Error?.StartsWith("dropped", StringComparison.Ordinal) == true));
        Assert.Equal(2, _channel.Sent.Count);
        never.SetResult();
    }

    [Fact]
    public async Task A_channel_deaf_to_its_token_is_given_up_after_its_limit()
    {
        var never = new TaskCompletionSource();
        _channel.Hold = never.Task;
        _bench.Prove("db", Failed);
        await Eventually.Holds(() => _channel.Sent.Count == 1 && _bench.Loop.Clock.TimersSet > 0);
        _bench.Loop.Clock.Advance(AlertDelivery.Limit);

        await Eventually.Holds(() => _bench.Journal.All<AlertRaised>().Any());
        Assert.Contains("no answer", _bench.Journal.All<AlertRaised>().Single().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_noted_who_was_told_and_who_could_not_be()
    {
        _bench.Prove("db", Failed);
        await Eventually.Holds(() => _bench.Journal.All<AlertRaised>().Any());
        _channel.Hold = Task.FromException(new IOException("no line"));
        _bench.Prove("db", Healthy);
        _bench.Loop.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Holds(() => _bench.Journal.All<AlertRaised>().Count() == 2);

        Assert.Equal([null, "IOException: no line"], _bench.Journal.All<AlertRaised>().Select(static alert => alert.Error));
        Assert.All(_bench.Journal.All<AlertRaised>(), static alert => Assert.Equal(("recording", Name("db")), (alert.Channel, alert.Component!.Value)));
    }

    private async Task<AlertKind[]> Kinds(int count)
    {
        await Eventually.Holds(() => _bench.Journal.All<AlertRaised>().Count() >= count);
        return [.. _channel.Sent.Select(static alert => alert.Kind)];
    }
}
