using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using static Prunella.Kernel.HealthState;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class AlertDeskTests : IDisposable
{
    private readonly HealthBench _bench = new();
    private readonly RecordingChannel _channel = new();
    private readonly AlertOptions _options = new();
    private readonly Lazy<AlertRouter> _lazy;

    public AlertDeskTests() =>
        _lazy = new(() => new AlertRouter(_bench.Loop, _bench.Monitor, _bench.Journal, [_channel], _options, NullLogger<AlertRouter>.Instance));

    private AlertRouter Router => _lazy.Value;

    public void Dispose() => Router.Dispose();

    [Fact]
    public async Task A_storm_of_a_thousand_symptoms_of_one_cause_is_one_alert()
    {
        _ = Router;
        _bench.Register("db");
        for (int i = 0; i < 1000; i++)
            _bench.Register($"s{i}", requires: ["db"]);
        _bench.Prove("db", Failed);
        for (int i = 0; i < 1000; i++)
            _bench.Prove($"s{i}", Failed);
        _bench.Prove("db", Critical);
        _bench.Prove("db", Failed);

        await Eventually.Holds(() => !_channel.Sent.IsEmpty);
        Alert only = Assert.Single(_channel.Sent);
        Assert.Equal(Name("db"), only.Component);
        Assert.Equal(Name("db"), Assert.Single(Router.Active).Component);
    }

    [Fact]
    public void One_that_is_healed_is_shown_as_better_until_it_is_over()
    {
        _ = Router;
        _bench.Register("db");
        _bench.Prove("db", Failed);
        Assert.False(Assert.Single(Router.Active).IsBetter);

        _bench.Prove("db", Healthy);
        Assert.True(Assert.Single(Router.Active).IsBetter);

        _bench.Loop.Advance(TimeSpan.FromSeconds(31));
        Assert.Empty(Router.Active);
    }

    [Fact]
    public async Task Measures_of_a_component_are_not_counted_among_those_it_takes_along()
    {
        _ = Router;
        _bench.Register("db");
        _bench.Register("orders", requires: ["db"]);
        _bench.Monitor.Register(Describe("db/certificate", requires: ["db"]) with { IsMeasure = true });
        _bench.Prove("db", Failed);

        await Eventually.Holds(() => !_channel.Sent.IsEmpty);
        Assert.Equal(1, Assert.Single(_channel.Sent).Affected);
    }

    [Fact]
    public async Task What_begins_under_a_silence_is_told_when_the_silence_ends()
    {
        _bench.Register("orders");
        Router.Silence(new AlertSilence("ord*", _bench.Loop.Time.GetUtcNow() + TimeSpan.FromMinutes(10), "ann", "maintenance"));
        _bench.Loop.Advance(TimeSpan.Zero);
        _bench.Prove("orders", Failed);
        _bench.Loop.Advance(TimeSpan.FromMinutes(9));
        Assert.Empty(_channel.Sent);
        Assert.NotNull(Assert.Single(Router.Active).SilencedUntil);
        Assert.Equal("ann", Assert.Single(_bench.Journal.All<AlertsSilenced>()).Author);

        _bench.Loop.Advance(TimeSpan.FromMinutes(2));

        await Eventually.Holds(() => _channel.Sent.Count == 1);
        Assert.Empty(Router.Silences);
    }

    [Fact]
    public void What_is_over_before_the_silence_ends_is_never_told()
    {
        _bench.Register("orders");
        Router.Silence(new AlertSilence("*", _bench.Loop.Time.GetUtcNow() + TimeSpan.FromMinutes(10), "ann", "maintenance"));
        _bench.Loop.Advance(TimeSpan.Zero);
        _bench.Prove("orders", Failed);
        _bench.Prove("orders", Healthy);
        _bench.Loop.Advance(TimeSpan.FromMinutes(20));

        Assert.Empty(_channel.Sent);
        Assert.Empty(Router.Active);
    }

    [Fact]
    public async Task Acknowledged_trouble_is_not_told_again_but_its_end_is()
    {
        _bench.Register("orders");
        _ = Router;
        _bench.Prove("orders", Failed);
        Router.Acknowledge(Name("orders"), "bob");
        _bench.Loop.Advance(TimeSpan.FromHours(5));
        Assert.Equal("bob", Assert.Single(Router.Active).AcknowledgedBy);
        _bench.Prove("orders", Healthy);
        _bench.Loop.Advance(TimeSpan.FromMinutes(1));

        await Eventually.Holds(() => _channel.Sent.Count == 2);
        Assert.Equal([AlertKind.Raised, AlertKind.Ended], _channel.Sent.Select(static alert => alert.Kind));
        Assert.Equal("bob", Assert.Single(_bench.Journal.All<AlertAcknowledged>()).Author);
    }

    [Theory]
    [InlineData("*", "orders", true)]
    [InlineData("ord*s", "orders", true)]
    [InlineData("*er*", "orders", true)]
    [InlineData("ord", "orders", false)]
    [InlineData("", "orders", false)]
    [InlineData("orders*", "orders", true)]
    [InlineData("a*b*c", "aXbXbYc", true)]
    public void Patterns_fit_whole_names(string pattern, string name, bool fits) => Assert.Equal(fits, NamePattern.Matches(pattern, name));

    [Theory]
    [InlineData("recording", "22:00", "06:00", "23:30", true)]
    [InlineData("recording", "22:00", "06:00", "12:00", false)]
    [InlineData("email", null, null, "12:00", false)]
    [InlineData("RECORDING", null, null, "12:00", true)]
    public void Rules_choose_by_channel_and_time_of_day(string channel, string? after, string? before, string now, bool sent)
    {
        var rule = new AlertRule { After = after is null ? null : Time(after), Before = before is null ? null : Time(before), Channels = { channel } };
        var alert = new Alert(AlertKind.Raised, Name("a"), Failed, "t", "r", default);
        Assert.Equal(sent, rule.Sends(alert, "recording", Time(now)));
    }

    [Fact]
    public void A_rule_of_failures_lets_nothing_milder_pass() =>
        Assert.False(new AlertRule { From = Failed }.Sends(new Alert(AlertKind.Raised, Name("a"), Critical, "t", "r", default), "log", default));

    [Fact]
    public async Task A_command_gets_the_alert_on_its_input_and_its_arguments_as_they_are()
    {
        string file = Path.Combine(Path.GetTempPath(), $"prunella $(x) {Guid.NewGuid():N}");
        try
        {
            await new CommandAlertChannel(["tee", file]).SendAsync(new Alert(AlertKind.Raised, Name("db"), Failed, "db has failed", "r", default), default);
            Assert.Contains("\"title\":\"db has failed\"", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_command_that_fails_says_why()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await new CommandAlertChannel(["cat", "/is/not/there"]).SendAsync(new Alert(AlertKind.Raised, Name("db"), Failed, "t", "r", default), default));
        Assert.Contains("cat ended with 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_hangs_is_killed_when_the_channel_is_given_up()
    {
        using var cancel = new CancellationTokenSource();
        Task sending = new CommandAlertChannel(["sleep", "1000"]).SendAsync(new Alert(AlertKind.Raised, Name("db"), Failed, "t", "r", default), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task The_published_check_says_what_is_bad_and_why()
    {
        _bench.Register("db");
        _bench.Prove("db", Failed);
        HealthCheckResult result = await new RollUpHealthCheck(_bench.Monitor).CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.StartsWith("db is Failed", result.Description, StringComparison.Ordinal);
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
