using System.Diagnostics;
using Prunella.Health;
using Prunella.Metrics;
using Prunella.Tests.Metrics;
using Xunit;

namespace Prunella.Tests.Health;

public sealed class CallWatchTests : IDisposable
{
    private readonly HubFixture _hub = new();
    private readonly ActivitySource _source = new("calls." + Guid.NewGuid().ToString("N"));
    private readonly DiagnosisOptions _options = new();
    private CallWatch? _watch;

    public void Dispose()
    {
        _watch?.Dispose();
        _hub.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void Calls_become_series_of_each_peer_with_rate_failures_and_durations()
    {
        Start();
        Call("stock.local", 5103, TimeSpan.FromMilliseconds(20), failed: false); // totals count from the first one on
        _hub.Seconds(1);
        for (int i = 0; i < 10; i++)
            Call("stock.local", 5103, TimeSpan.FromMilliseconds(20), failed: i < 4);
        _hub.Seconds(1);
        Call("stock.local", 5103, TimeSpan.FromMilliseconds(20), failed: false);
        _hub.Seconds(1);

        Assert.Equal(0.02, _hub.Seen.Of("prunella.call.duration:p50{prunella.peer=stock.local:5103}")[0].Value, 3);
        Assert.Equal(1, _hub.Seen.Of("prunella.call.duration:rate{prunella.peer=stock.local:5103}")[^1].Value);
        Assert.Equal(0, _hub.Seen.Of("prunella.call.failures:rate{prunella.peer=stock.local:5103}")[^1].Value);
        Assert.Contains(_hub.Hub.Snapshot().Series, static reading => reading.Series.Key.Instrument == "prunella.call.failures" && reading.Total == 4);
    }

    [Fact]
    public async Task Calls_of_HttpClient_are_watched_without_any_set_up()
    {
        using var server = new LoopbackServer(static n => LoopbackServer.Answer(n % 2 == 0 ? 500 : 200, headers: "Connection: close\r\n"));
        using var client = new HttpClient();
        _watch = new CallWatch(_options, _hub.Loop.Time);
        _ = _hub.Hub.AddSource(_watch);
        _hub.Seconds(1);
        for (int i = 0; i < 4; i++)
        {
            using HttpResponseMessage answer = await client.GetAsync(server.Address);
            _hub.Seconds(1);
        }

        string peer = $"{{prunella.peer=127.0.0.1:{server.EndPoint.Port}}}";
        Assert.True(_hub.Seen.Of("prunella.call.duration:p50" + peer)[^1].Value > 0);
        Assert.Contains(_hub.Seen.Of("prunella.call.failures:rate" + peer), static point => point.Value == 1);
    }

    [Fact]
    public void Of_many_calls_only_a_part_is_looked_at_and_the_counts_are_scaled_up_again()
    {
        _options.CallsPerSecond = 10;
        Start();
        for (int second = 0; second < 5; second++)
        {
            for (int i = 0; i < 1000; i++)
                Call("stock", 80, TimeSpan.FromMilliseconds(1), failed: false);
            _hub.Seconds(1);
        }

        Assert.Equal(100, _watch!.Stride);
        Assert.InRange(_hub.Seen.Of("prunella.call.duration:rate{prunella.peer=stock:80}")[^1].Value, 900, 1100);
    }

    [Fact]
    public void Peers_beyond_the_limit_share_one()
    {
        Start();
        for (int i = 0; i < 500; i++)
            Call("host" + i, 80, TimeSpan.FromMilliseconds(1), failed: false);
        _hub.Seconds(1);

        Assert.Contains(_hub.Hub.Series, static series => series.Key.Tags[CallWatch.PeerTag] == "others");
        Assert.InRange(_hub.Hub.Series.Select(static series => series.Key.Tags[CallWatch.PeerTag]).Distinct().Count(), 2, 70);
    }

    [Fact]
    public void Other_kinds_of_activities_and_other_sources_are_not_looked_at()
    {
        Start();
        using var other = new ActivitySource("another." + Guid.NewGuid().ToString("N"));

        Assert.Null(_source.StartActivity("serve", ActivityKind.Server));
        Assert.Null(other.StartActivity("call", ActivityKind.Client));
    }

    [Fact]
    public void A_limit_of_none_watches_no_calls()
    {
        _options.CallsPerSecond = 0;
        Start();

        Assert.Null(_source.StartActivity("call", ActivityKind.Client));
    }

    private void Start()
    {
        _options.CallSources.Add(_source.Name);
        _watch = new CallWatch(_options, _hub.Loop.Time);
        _ = _hub.Hub.AddSource(_watch);
        _hub.Seconds(1);
    }

    private void Call(string host, int port, TimeSpan duration, bool failed)
    {
        using Activity? activity = _source.StartActivity("call", ActivityKind.Client);
        if (activity is null)
            return;
        _ = activity.SetTag("server.address", host).SetTag("server.port", port);
        if (failed)
            _ = activity.SetStatus(ActivityStatusCode.Error);
        _ = activity.SetEndTime(activity.StartTimeUtc + duration);
    }
}
