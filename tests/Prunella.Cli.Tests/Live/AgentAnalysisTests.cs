using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Prunella.Cli.Live;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Live;

namespace Prunella.Cli.Tests.Live;

/// <summary>An agent over a real process, told by real requests that this begins to fail, and that it is well again.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class AgentAnalysisTests : IAsyncDisposable
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(120);
    private static readonly LiveAnalysisOptions Quick = new()
    {
        Period = TimeSpan.FromMilliseconds(200), Window = TimeSpan.FromSeconds(1), Baseline = TimeSpan.FromSeconds(30), LooksToTell = 2, LooksToEnd = 2,
    };

    private readonly string _root = Directory.CreateTempSubdirectory("prunella-live-").FullName;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly List<JournalEntry> _facts = [];
    private AgentAnalysis? _analysis;
    private Agent? _agent;
    private long _number;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_analysis is not null)
            await _analysis.DisposeAsync();
        if (_agent is not null)
            await _agent.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_service_that_begins_to_fail_is_told_in_the_journal_and_to_operators_until_it_is_well()
    {
        using JournalSubscription news = await StartAsync(opensIncidents: false);

        await SendUntilAsync(isFailing: false, async () => await CanJudgeAsync());
        await SendUntilAsync(isFailing: true, () => Task.FromResult(Has<FindingMade>(news)));

        FindingMade made = _facts.Select(static entry => entry.Event).OfType<FindingMade>().First(static made => made.Class == "errors");
        Assert.Equal((new ComponentName("web"), "critical"), (made.Component, made.Severity));
        Assert.Contains("web: GET /", made.Title, StringComparison.Ordinal);
        Assert.Contains(made.Evidence, static line => line.StartsWith("share of failed calls: ", StringComparison.Ordinal));
        using (AgentClient operators = await AgentClient.ConnectAsync(_agent!.Options.RuntimeDirectory.SocketOf("live")))
            Assert.Contains((await operators.AskOneAsync<FindingsReply>(new FindingsRequest())).Findings, one => one.Id == made.Finding && one.EndedAt is null);
        Assert.Contains("web: GET /", await _analysis!.Evidence.CollectAsync(new Recovery.Incident(default, new ComponentName("web"), default, HealthState.Failed, ""), default), StringComparison.Ordinal);
        Assert.DoesNotContain(_facts, static entry => entry.Event is IncidentOpened);

        await SendUntilAsync(isFailing: false, () => Task.FromResult(Has<FindingEnded>(news)));
    }

    [Fact]
    public async Task Where_it_is_wanted_a_grave_finding_opens_an_incident_and_goes_with_it()
    {
        using JournalSubscription news = await StartAsync(opensIncidents: true);

        await SendUntilAsync(isFailing: false, async () => await CanJudgeAsync());
        await SendUntilAsync(isFailing: true, () => Task.FromResult(Has<IncidentOpened>(news)));

        IncidentOpened opened = _facts.Select(static entry => entry.Event).OfType<IncidentOpened>().First();
        Assert.Equal(new ComponentName("web"), opened.Component);
        await SendUntilAsync(isFailing: true, () => Task.FromResult(Has<FindingMade>(news) && _facts.Any(entry => entry.Event is FindingMade made && made.Incident == opened.Incident)));
    }

    private async Task<JournalSubscription> StartAsync(bool opensIncidents)
    {
        var plan = new SupervisionPlan
        {
            Project = "live", Directory = _root, Services = [new ServicePlan { Name = new ComponentName("web"), Command = ["sleep", "1000"] }],
            Telemetry = new TelemetryPlan { Otlp = new(System.Net.IPAddress.Loopback, 0), OpensIncidents = opensIncidents },
        };
        _analysis = AgentAnalysis.Open(plan, Quick, static error => throw error)!;
        _agent = Agent.Create(_analysis.Equip(plan, static _ => null), new AgentOptions
        {
            StateDirectory = Path.Combine(_root, "state"), RuntimeDirectory = new RuntimeDirectory(Path.Combine(_root, "run")), Output = _analysis.Line, Findings = _analysis.Findings,
        });
        JournalSubscription news = _agent.Journal.Subscribe(4096);
        _analysis.Attach(_agent);
        _agent.Start();
        await _agent.AllReady.WaitAsync(Watchdog);
        return news;
    }

    private async Task<bool> CanJudgeAsync()
    {
        IReadOnlyList<Views.PanelBlock> page = await _analysis!.Panel.ViewAsync(default);
        return page[0] is Views.PanelBlock.Cards or Views.PanelBlock.Text { Words.Tone: Views.Tone.Good };
    }

    private bool Has<T>(JournalSubscription news)
    {
        while (news.Entries.TryRead(out JournalEntry? entry))
            _facts.Add(entry);
        return _facts.Any(static entry => entry.Event is T);
    }

    // What comes in one look must look like what came before: as a steady stream, not in bursts.
    private async Task SendUntilAsync(bool isFailing, Func<Task<bool>> isEnough)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isEnough())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Watchdog, $"never; the facts: {string.Join('\n', _facts.Select(static entry => entry.Event))}");
            using HttpResponseMessage answer = await _client.PostAsync(new Uri(_analysis!.Address!, "/v1/traces"), Traces(isFailing));
            Assert.True((int)answer.StatusCode is 200 or 429);
            _ = await pause.WaitForNextTickAsync();
        }
    }

    private ByteArrayContent Traces(bool isFailing)
    {
        var spans = new StringBuilder();
        long now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        for (int i = 0; i < 4; i++)
        {
            string id = (++_number).ToString("x16", CultureInfo.InvariantCulture);
            int code = isFailing && i > 0 ? 2 : 1;
            _ = spans.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$"""{"traceId":"0000000000000000{{id}}","spanId":"{{id}}","name":"GET /","kind":2,"startTimeUnixNano":"{{now}}","endTimeUnixNano":"{{now + 2_000_000}}","status":{"code":{{code}} } }""");
        }

        string json = """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},"scopeSpans":[{"spans":[""" + spans + "]}]}]}";
        return new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
