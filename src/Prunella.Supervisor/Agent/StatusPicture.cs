using System.Runtime.Versioning;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Supervisor.Control;

namespace Prunella.Supervisor;

/// <summary>Puts together what operators see. On the reactor's thread.</summary>
[SupportedOSPlatform("linux")]
internal sealed class StatusPicture(Agent agent)
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, (long Stamp, long Ticks, double? Cores)> _usage = [];

    public AgentStatus Take()
    {
        SystemHealth health = agent.Health.Current;
        RecoverySnapshot recovery = agent.Recovery.Current;
        return new AgentStatus
        {
            Project = agent.Plan.Project,
            Version = typeof(Agent).Assembly.GetName().Version?.ToString(3) ?? "",
            ProcessId = Environment.ProcessId,
            StartedAt = agent.StartedAt,
            At = TimeProvider.System.GetUtcNow(),
            State = health.State,
            Reason = health.Reason,
            Modes = [.. recovery.Modes.OrderBy(static pair => pair.Key).Select(static pair => new TierMode(pair.Key, pair.Value))],
            KillSwitch = new KillSwitchView(agent.KillSwitch.Engaged, agent.KillSwitch.Reason),
            RemedyBreakerOpen = recovery.RemedyBreakerOpen,
            Budgets = [new BudgetView("all", recovery.BudgetLeft, agent.Options.Recovery.GlobalBudget, agent.Options.Recovery.BudgetPeriod)],
            Components = [.. InPlanOrder(health).Select(Describe)],
            Objectives = agent.Objectives,
            Incidents = [.. recovery.Open.Reverse().Select(IncidentView.Of)],
            Journal = agent.JournalDirectory,
        };
    }

    /// <summary>The components, in the order of the plan, instances after their service.</summary>
    public IEnumerable<ComponentHealth> InPlanOrder(SystemHealth health)
    {
        List<ComponentName> order = [.. agent.Plan.Services.Select(static service => service.Name)];
        return health.Components.Values
            .OrderBy(component => order.FindIndex(service => Belongs(component.Description.Name, service)) is var at and >= 0 ? at : int.MaxValue)
            .ThenBy(static component => component.Description.Name);
    }

    private static bool Belongs(ComponentName component, ComponentName service) =>
        component == service
        || component.Value.StartsWith(service.Value + "#", StringComparison.Ordinal)
        || component.Value.StartsWith(service.Value + "/", StringComparison.Ordinal);

    private ComponentStatus Describe(ComponentHealth health)
    {
        ServiceInstance? instance = agent.Instances.FirstOrDefault(each => each.Component == health.Description.Name);
        ManagedProcess? active = instance?.Active;
        return new ComponentStatus(health)
        {
            ProcessId = active?.Id,
            Uptime = active?.Uptime,
            Restarts = instance?.Replacements ?? 0,
            StandbyReady = instance?.Standbys.Count(static standby => standby.IsWarm) ?? 0,
            LongestSilence = Beating(active)?.LongestSilence,
            LongestPoolSilence = Beating(active)?.LongestPoolSilence,
            MemoryBytes = active is null ? null : ProcessFiles.ResidentBytes(active.Id),
            Cores = active is null ? null : CoresOf(active),
        };
    }

    private static HeartbeatJudge? Beating(ManagedProcess? process) => process?.Judge is { HasBeaten: true } judge ? judge : null;

    // An operator's first look has nothing to compare with: it gets the mean since the launch.
    private double? CoresOf(ManagedProcess process)
    {
        int pid = process.Id;
        if (ProcessFiles.ProcessorTicks(pid) is not { } ticks)
            return null;
        long now = TimeProvider.System.GetTimestamp();
        if (!_usage.TryGetValue(pid, out (long Stamp, long Ticks, double? Cores) before))
        {
            double? mean = process.Uptime >= ShortestSpan ? ticks / TicksPerSecond / process.Uptime.TotalSeconds : null;
            _usage[pid] = (now, ticks, mean);
            return mean;
        }

        TimeSpan span = TimeProvider.System.GetElapsedTime(before.Stamp, now);
        if (span < ShortestSpan)
            return before.Cores;
        double cores = (ticks - before.Ticks) / TicksPerSecond / span.TotalSeconds;
        _usage[pid] = (now, ticks, cores);
        return cores;
    }
}
