using System.Text.Json;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Testing;

namespace Prunella.Tests.Health;

public sealed class WebhookAlertChannelTests
{
    private static readonly Alert Trouble = new(
        AlertKind.Raised, new ComponentName("db"), HealthState.Failed, "db has failed", "exit code 1", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
        Affected = 3,
        Evidence = ["core dumped"],
        Causes = [new Suspect("disk", null, 2, 0.8, ["it is full"])],
    };

    [Fact]
    public async Task It_posts_the_alert_as_json()
    {
        using var server = new LoopbackServer(static _ => LoopbackServer.Answer(204));
        using var channel = new WebhookAlertChannel(server.Address, new Random(1));

        await channel.SendAsync(Trouble, CancellationToken.None);

        string request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /health?secret=1 HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("application/json", request, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Equal(
            """{"kind":"raised","component":"db","severity":"failed","title":"db has failed","reason":"exit code 1","at":"2026-01-02T03:04:05+00:00","affected":3,"times":1,"evidence":["core dumped"],"causes":[{"component":"disk","confidence":0.8,"evidence":["it is full"]}]}""",
            json.RootElement.GetRawText().Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_tries_three_times_where_the_trouble_may_pass()
    {
        using var server = new LoopbackServer(static n => LoopbackServer.Answer(n < 3 ? 503 : 200));
        using var channel = new WebhookAlertChannel(server.Address, new Random(1), new HastyClock());

        await channel.SendAsync(Trouble, CancellationToken.None);

        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(429, 3)]
    [InlineData(404, 1)]
    [InlineData(302, 1)]
    public async Task It_gives_up_and_says_why_without_the_address(int status, int tries)
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Answer(status, headers: "Location: /elsewhere\r\n"));
        using var channel = new WebhookAlertChannel(server.Address, new Random(1), new HastyClock());

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => channel.SendAsync(Trouble, CancellationToken.None).AsTask());

        Assert.Equal(tries, server.Requests.Count);
        Assert.Equal($"the webhook answered {status}", error.Message);
    }

    [Fact]
    public async Task A_webhook_that_never_answers_is_given_up_after_five_seconds_each_time()
    {
        using var server = new LoopbackServer(static _ => string.Empty);
        var clock = new ManualClock();
        using var channel = new WebhookAlertChannel(server.Address, new Random(1), new HastyClock(clock));
        Task sending = channel.SendAsync(Trouble, CancellationToken.None).AsTask();

        for (int attempt = 1; attempt <= 3; attempt++)
        {
            await Eventually.Holds(() => server.Requests.Count == attempt);
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => sending);
        Assert.Equal("the webhook did not answer within 5 s", error.Message);
    }

    [Fact]
    public void An_address_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(static () => new WebhookAlertChannel(new Uri("/relative", UriKind.Relative), new Random(1)));
        Assert.Throws<ArgumentException>(static () => new WebhookAlertChannel(new Uri("ftp://127.0.0.1/"), new Random(1)));
    }

    /// <summary>A clock on which waits of up to two seconds take no time, and longer ones are another's.</summary>
    private sealed class HastyClock(TimeProvider? others = null) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            dueTime >= TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(2)
                ? base.CreateTimer(callback, state, TimeSpan.Zero, period)
                : (others ?? System).CreateTimer(callback, state, dueTime, period);
    }
}
