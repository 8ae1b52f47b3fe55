using System.Runtime.Versioning;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Live;

namespace Prunella.Cli.Live;

/// <summary>Looks at what the services of an agent tell of themselves, and tells the agent what is wrong: in the journal, to the open incident, and as an incident where that is wanted.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentAnalysis : IAsyncDisposable
{
    private const string Source = "analysis";
    private readonly TelemetryPlan _plan;
    private readonly LiveAnalysis _analysis;
    private readonly OtlpEndpoint? _endpoint;
    private readonly Lock _lock = new();
    private readonly HashSet<(string Finding, ComponentName Component)> _reported = [];
    private Agent? _agent;
    private int _isOver;
    private JournalSubscription? _news;
    private Task _following = Task.CompletedTask;

    private AgentAnalysis(TelemetryPlan plan, LiveAnalysisOptions options, Action<Exception> onFault)
    {
        _plan = plan;
        _analysis = new LiveAnalysis(Take, options, onFault: onFault);
        try
        {
            _endpoint = plan.Otlp is { } at ? OtlpEndpoint.Open(at, plan.Token, _analysis.Offer) : null;
        }
        catch
        {
            _analysis.Dispose();
            throw;
        }

        Panel = new AnalysisPanel(_analysis);
        Evidence = new FindingEvidence(Findings);
    }

    /// <summary>Where OTLP is taken; null where it is not.</summary>
    public Uri? Address => _endpoint?.Address;

    /// <summary>The page of the dashboard.</summary>
    public AnalysisPanel Panel { get; }

    /// <summary>What a person gets with an incident.</summary>
    public IEvidenceSource Evidence { get; }

    /// <summary>Begins, where the plan asks for it.</summary>
    /// <exception cref="Shell.UsageException">The port is taken.</exception>
    public static AgentAnalysis? Open(SupervisionPlan plan, LiveAnalysisOptions options, Action<Exception> onFault) =>
        plan.Telemetry is { } telemetry ? new AgentAnalysis(telemetry, options, onFault) : null;

    /// <summary>The plan whose services send here.</summary>
    public SupervisionPlan Equip(SupervisionPlan plan, Func<string, string?> environment) =>
        Address is { } address ? TelemetryEnvironment.Equip(plan, address, _plan.Token, environment) : plan;

    /// <summary>Takes a line of output. Never waits.</summary>
    public void Line(OutputLine line) => _analysis.Line(ServiceOf(line.Component), line.Component.Value, line.Text);

    /// <summary>From now on the agent is told.</summary>
    public void Attach(Agent agent)
    {
        _news = agent.Journal.Subscribe();
        Volatile.Write(ref _agent, agent);
        _following = FollowAsync(_news);
    }

    /// <summary>What is so now, the gravest first, and what is over.</summary>
    public IReadOnlyList<FindingView> Findings() => [.. _analysis.Findings.Concat(_analysis.Ended).Select(one => FindingFacts.View(one, ComponentOf(one)))];

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
            return;
        if (_endpoint is not null)
            await _endpoint.DisposeAsync();
        _analysis.Dispose();
        _news?.Dispose();
        await _following;
    }

    /// <summary>The service of a component: its replicas are one.</summary>
    internal static string ServiceOf(ComponentName component) => component.Value.Split('#')[0];

    // On the thread of the analysis.
    private void Take(LiveFinding one)
    {
        if (Volatile.Read(ref _agent) is not { } agent)
            return;
        ComponentName? component = ComponentOf(one);
        if (one.EndedAt is { } end)
            _ = agent.Journal.Append(new FindingEnded { Component = component, Finding = one.Finding.Id, Title = one.Finding.Title, Duration = end - one.Since });
        else
            _ = agent.Journal.Append(FindingFacts.Made(one, component, IsGrave(one) ? IncidentOf(agent, component) : null));
        if (_plan.OpensIncidents && component is { } ill && IsGrave(one))
            Report(agent, ill, one);
    }

    private void Report(Agent agent, ComponentName component, LiveFinding one)
    {
        lock (_lock)
        {
            if (one.EndedAt is null)
                _ = _reported.Add((one.Finding.Id, component));
            else
                _ = _reported.Remove((one.Finding.Id, component));
            if (one.EndedAt is not null && _reported.Any(each => each.Component == component))
                return; // something else is still wrong with it
        }

        agent.Reports.Report(component, Source, one.EndedAt is not null
            ? HealthReading.Healthy("its telemetry is as usual") with { Conclusive = true }
            : new HealthReading(one.Finding.Severity == FindingSeverity.Critical ? HealthState.Critical : HealthState.Degraded, one.Finding.Title)
            {
                Conclusive = true, Evidence = FindingFacts.EvidenceOf(one),
            });
    }

    // An incident that opens while something grave is known of its component is told of it.
    private async Task FollowAsync(JournalSubscription news)
    {
        await foreach (JournalEntry entry in news.Entries.ReadAllAsync())
        {
            if (entry.Event is not IncidentOpened { Component: { } component, Incident: { } incident } || Volatile.Read(ref _agent) is not { } agent)
                continue;
            foreach (LiveFinding one in _analysis.Findings.Where(one => IsGrave(one) && ComponentOf(one) == component))
                _ = agent.Journal.Append(FindingFacts.Made(one, component, incident));
        }
    }

    private ComponentName? ComponentOf(LiveFinding one)
    {
        if (Volatile.Read(ref _agent) is not { } agent || one.Finding.Place.Service is not { } service || !ComponentName.TryParse(service.ToLowerInvariant(), out ComponentName name))
            return null;
        IReadOnlyDictionary<ComponentName, ComponentHealth> known = agent.Health.Current.Components;
        if (known.ContainsKey(name))
            return name;
        // Of several replicas nobody knows which one it was.
        ComponentName[] replicas = [.. known.Keys.Where(one => ServiceOf(one) == name.Value).Take(2)];
        return replicas.Length == 1 ? replicas[0] : null;
    }

    private static bool IsGrave(LiveFinding one) => one.Finding.Severity >= FindingSeverity.Major;

    private static IncidentId? IncidentOf(Agent agent, ComponentName? component) => component is not { } name ? null
        : agent.Recovery.Current.Open.FirstOrDefault(open => open.Component == name || open.Symptoms.Contains(name))?.Id;
}
