using Microsoft.Extensions.Logging;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Supervisor;

/// <summary>What an agent makes of its series: how the objectives of its plan are kept, and what will run out.</summary>
internal sealed class AgentWatches : IDisposable
{
    private readonly ObjectiveWatch _objectives;

    public AgentWatches(SupervisionPlan plan, MetricsHub hub, HealthMonitor health, IJournal journal, AgentOptions options)
    {
        // An error budget of a month outlives the agent.
        var memory = new WatchMemory(Path.Combine(options.StateDirectory, "learned"), options.Loggers.CreateLogger<WatchMemory>());
        _objectives = new ObjectiveWatch(plan.Services.SelectMany(static service => service.Objectives), hub, health, health, journal, TimeProvider.System, memory);
        _ = hub.AddObserver(_objectives);
        if (_objectives.Current.Count > 0)
            _ = hub.AddObserver(memory);
        foreach (ComponentDescription certificate in CertificateWatch.Of(plan))
            health.Register(certificate);
        _ = hub.AddObserver(new ExhaustionWatch(Limits(plan), hub, health, health, new ComponentName("agent")));
    }

    /// <summary>How the objectives are kept.</summary>
    public IReadOnlyList<ObjectiveStatus> Objectives => _objectives.Current;

    public void Dispose() => _objectives.Dispose();

    // A service whose memory has a limit of its own comes to that one.
    private static ExhaustionOptions Limits(SupervisionPlan plan)
    {
        var options = new ExhaustionOptions();
        foreach (ServicePlan service in plan.Services.Where(static service => service.Limits.MemoryBytes is not null))
            options.Rules.Add(new ExhaustionRule { Series = "process.memory.usage", Component = service.Name.Value, Limit = service.Limits.MemoryBytes, Saws = true });
        return options;
    }
}
