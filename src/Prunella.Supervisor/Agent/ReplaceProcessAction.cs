using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Supervisor;

/// <summary>Tier 4: a standby takes over, or the process is ended with its descendants and started again, its sockets held.</summary>
internal sealed class ReplaceProcessAction(Func<ComponentName, ServiceInstance?> find) : IRecoveryAction
{
    private static readonly TimeSpan Expected = TimeSpan.FromMilliseconds(300);

    public string Name => "replace-process";

    public RecoveryTier Tier => RecoveryTier.ReplaceProcess;

    public int MaxAttempts => 3;

    public bool AppliesTo(Incident incident) =>
        find(incident.Component) is { Phase: not (InstancePhase.Stopping or InstancePhase.Stopped or InstancePhase.Waiting) };

    public ActionPlan Plan(Incident incident)
    {
        ServiceInstance instance = find(incident.Component)!;
        return new ActionPlan
        {
            Effects =
            [
                instance.Active is { } active ? $"end process {active.Id} and all its descendants" : "the process is gone already",
                instance.Standbys.Any(static standby => standby.IsStandby)
                    ? "let a warm standby take over"
                    : $"start: {string.Join(' ', instance.Plan.Command)}",
                instance.Plan.Listen.Count > 0 ? "hold its sockets meanwhile: new connections wait" : "connections are refused meanwhile",
            ],
            BlastRadius = [incident.Component],
            Expected = Expected,
            VerifyWithin = instance.Plan.StartTimeout,
        };
    }

    public ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken) =>
        new(find(incident.Component)!.ReplaceAsync());

    /// <summary>A process that ends before it could serve has not helped, however much of the window is left; else its health decides.</summary>
    public async ValueTask<ActionVerdict?> VerifyAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken) =>
        await find(incident.Component)!.Settled.WaitAsync(cancellationToken) ? null : ActionVerdict.Same;
}
