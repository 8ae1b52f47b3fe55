using System.Runtime.Versioning;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Patterns.Incidents;
using Prunella.Supervisor;

namespace Prunella.Cli.Knowledge;

/// <summary>What repairs need of an agent that is made after them: its processes, its kill switch and its journal.</summary>
/// <param name="plan">What the agent runs.</param>
[SupportedOSPlatform("linux")]
internal sealed class AgentPatients(SupervisionPlan plan) : IRepairedComponents, IKillSwitch, IJournal
{
    private volatile Agent? _agent;

    /// <summary>The agent; nothing can be repaired before it is there.</summary>
    public Agent? Agent
    {
        get => _agent;
        set => _agent = value;
    }

    public bool Engaged => Reason is not null;

    public string? Reason => _agent is { } agent ? agent.KillSwitch.Engaged ? agent.KillSwitch.Reason ?? "no reason given" : null : "the agent is not there";

    public ValueTask RestartAsync(ComponentName component, CancellationToken cancellationToken) => new(Known.ReplaceAsync(component));

    public ValueTask<bool> ServesAsync(ComponentName component, CancellationToken cancellationToken) => new(Known.ServesAsync(component).WaitAsync(cancellationToken));

    public TimeSpan StartTimeout(ComponentName component) => PlanOf(component)?.StartTimeout ?? TimeSpan.FromSeconds(30);

    public IReadOnlyList<ComponentName> TouchedBy(ComponentName component)
    {
        if (PlanOf(component) is not { } own)
            return [];
        var reached = new HashSet<ComponentName> { own.Name };
        int before;
        do
        {
            before = reached.Count;
            reached.UnionWith(plan.Services.Where(other => other.Requires.Concat(other.Uses).Any(reached.Contains)).Select(static other => other.Name));
        }
        while (reached.Count > before);
        return [.. reached.Where(name => name != own.Name).Order()];
    }

    public long Append(JournalEvent fact) => _agent?.Journal.Append(fact) ?? 0;

    public long Merge(JournalEvent fact, DateTimeOffset time, string source) => _agent?.Journal.Merge(fact, time, source) ?? 0;

    private Agent Known => _agent ?? throw new InvalidOperationException("The agent is not there.");

    // Instances of a service are named as orders#2.
    private ServicePlan? PlanOf(ComponentName component)
    {
        string service = component.Value.Split('#')[0];
        return plan.Services.FirstOrDefault(one => one.Name.Value == service);
    }
}
