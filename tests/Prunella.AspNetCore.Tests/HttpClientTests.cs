using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Resilience;

namespace Prunella.AspNetCore.Tests;

public sealed class HttpClientTests : IDisposable
{
    private readonly Server _server = new();
    private readonly ServiceProvider _services;
    private readonly HttpHealingOptions _options = new();

    public HttpClientTests()
    {
        var services = new ServiceCollection();
        services.AddSelfHealing();
        services.AddHttpClient("inventory", static client => client.BaseAddress = new Uri("http://inventory/"))
            .AddSelfHealing(options =>
            {
                options.KeepLastGood = _options.KeepLastGood;
                options.Response = _options.Response;
                options.SoftTimeout = _options.SoftTimeout;
            })
            .ConfigurePrimaryHttpMessageHandler(() => _server);
        _services = services.BuildServiceProvider();
        Engine.Flags.Set(FlagNames.InitialDelay, "1");
    }

    private SelfHealingEngine Engine => _services.GetRequiredService<SelfHealingEngine>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_failed_GET_is_sent_again_and_a_failed_POST_only_with_a_key()
    {
        _server.Answer = number => new HttpResponseMessage(number % 3 == 0 ? HttpStatusCode.OK : HttpStatusCode.BadGateway);
        HttpClient client = Client();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, (await client.PostAsync("x", new StringContent("a"))).StatusCode);
        using var keyed = new HttpRequestMessage(HttpMethod.Post, "x") { Content = new StringContent("body") };
        keyed.Headers.Add("Idempotency-Key", "1");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(keyed)).StatusCode);
        Assert.Equal(6, _server.Requests);
        Assert.All(_server.Bodies.TakeLast(2), static body => Assert.Equal("body", body));
    }

    [Fact]
    public async Task A_bad_status_that_stays_is_the_answer_as_without()
    {
        _server.Answer = static _ => new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent("why") };

        HttpResponseMessage response = await Client().GetAsync("x");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("why", await response.Content.ReadAsStringAsync());
        Assert.Equal(4, _server.Requests);
    }

    [Fact]
    public async Task A_server_that_asks_to_be_left_alone_for_long_is()
    {
        _server.Answer = static _ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            response.Headers.RetryAfter = new(TimeSpan.FromMinutes(5));
            return response;
        };

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Client().GetAsync("x")).StatusCode);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task The_deadline_goes_along()
    {
        using Deadline.Scope scope = Deadline.Begin(TimeSpan.FromSeconds(30));

        _ = await Client().GetAsync("x");

        Assert.InRange(long.Parse(_server.LastDeadline!, System.Globalization.CultureInfo.InvariantCulture), 1000, 30_000);
    }

    [Fact]
    public async Task The_last_good_answer_stands_in_and_tells_its_age()
    {
        _options.KeepLastGood = true;
        HttpClient client = Client();
        _server.Answer = static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("good") };
        Assert.False((await client.GetAsync("x")).Headers.Contains("X-Prunella-Stale"));
        _server.Answer = static _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");

        HttpResponseMessage response = await client.GetAsync("x");

        Assert.Equal("good", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.Contains("X-Prunella-Stale"));
        Assert.NotNull(response.Headers.Age);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("y"));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("x", null));
    }

    [Fact]
    public async Task An_answer_of_the_wrong_type_or_shape_is_a_failure()
    {
        _options.Response = ResponseRules.Json(JsonShape.Array.Require("[].id", JsonKind.String));
        _server.Answer = static number => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = number switch
            {
                1 => new StringContent("<html>"),
                2 => new StringContent("[{\"id\":7}]", null, "application/json"),
                _ => new StringContent("[{\"id\":\"7\"}]", null, "application/json"),
            },
        };

        Assert.Equal("[{\"id\":\"7\"}]", await Client().GetStringAsync("x"));
        Assert.Equal(3, _server.Requests);
    }

    [Fact]
    public async Task A_slow_answer_is_replaced_by_the_last_good_one_and_fetched_all_the_same()
    {
        _options.KeepLastGood = true;
        _options.SoftTimeout = true;
        Engine.Configure("inventory", new ServiceOptions
        {
            Fallback = new FallbackOptions { SoftTimeout = new SoftTimeoutOptions { Timeout = TimeSpan.FromMilliseconds(20) } },
        });
        HttpClient client = Client();
        _server.Answer = static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("old") };
        _ = await client.GetAsync("x");
        var gate = new TaskCompletionSource();
        _server.Gate = gate.Task;
        _server.Answer = static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("new") };

        Assert.Equal("old", await client.GetStringAsync("x"));
        gate.SetResult();
        _server.Gate = Task.CompletedTask;
        for (int i = 0; i < 1000 && await client.GetStringAsync("x") != "new"; i++)
            await Task.Yield();

        Assert.Equal("new", await client.GetStringAsync("x"));
    }

    [Fact]
    public async Task A_call_left_behind_outlives_the_request_and_the_token_of_its_caller()
    {
        _options.KeepLastGood = true;
        _options.SoftTimeout = true;
        Engine.Configure("inventory", new ServiceOptions
        {
            Fallback = new FallbackOptions { SoftTimeout = new SoftTimeoutOptions { Timeout = TimeSpan.FromMilliseconds(20) } },
        });
        _server.Answer = number => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"answer {number}") };
        HttpClient client = Client();
        Assert.Equal("answer 1", await client.GetStringAsync("x"));
        var gate = new TaskCompletionSource();
        _server.Gate = gate.Task;

        using (var caller = new CancellationTokenSource())
        using (var request = new HttpRequestMessage(HttpMethod.Get, "x") { Content = new StringContent("query") })
        {
            request.Headers.Add("X-Who", "me");
            request.Options.Set(new HttpRequestOptionsKey<string>("mark"), "mine");
            using HttpResponseMessage response = await client.SendAsync(request, caller.Token);
            Assert.Equal("answer 1", await response.Content.ReadAsStringAsync());
            Assert.True(response.Headers.Contains("X-Prunella-Stale"));
            await caller.CancelAsync();
        }

        gate.SetResult();
        for (int i = 0; i < 100_000 && Engine.For("inventory").LeftBehind > 0; i++)
            await Task.Yield();
        _server.Answer = static _ => new HttpResponseMessage(HttpStatusCode.BadGateway);
        Assert.Equal("answer 2", await client.GetStringAsync("x"));
        Assert.Equal(("query", "me", "mine"), _server.AfterGate[1]);
    }

    private HttpClient Client() => _services.GetRequiredService<IHttpClientFactory>().CreateClient("inventory");

    private sealed class Server : HttpMessageHandler
    {
        public Func<int, HttpResponseMessage> Answer { get; set; } = static _ => new HttpResponseMessage(HttpStatusCode.OK);

        public Task Gate { get; set; } = Task.CompletedTask;

        public int Requests { get; private set; }

        public List<string> Bodies { get; } = [];

        public List<(string Body, string? Who, string? Mark)> AfterGate { get; } = [];

        public string? LastDeadline { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            LastDeadline = request.Headers.TryGetValues(Deadline.HeaderName, out IEnumerable<string>? values) ? values.Single() : null;
            await Gate.WaitAsync(cancellationToken);
            AfterGate.Add((
                request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
                request.Headers.TryGetValues("X-Who", out IEnumerable<string>? who) ? who.Single() : null,
                request.Options.TryGetValue(new HttpRequestOptionsKey<string>("mark"), out string? mark) ? mark : null));
            return Answer(Requests);
        }
    }
}
