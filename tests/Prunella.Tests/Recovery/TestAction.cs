using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

/// <summary>An action made of delegates that counts what is done with it.</summary>
internal sealed class TestAction(string name, RecoveryTier tier) : IRecoveryAction
{
    public string Name => name;

    public RecoveryTier Tier => tier;

    public int MaxAttempts { get; init; } = 1;

    public Func<Incident, bool> Applies { get; set; } = static _ => true;

    public Func<Incident, CancellationToken, ValueTask> OnExecute { get; set; } = static (_, _) => ValueTask.CompletedTask;

    public Func<Incident, CancellationToken, ValueTask<ActionVerdict?>> OnVerify { get; set; } = static (_, _) => new((ActionVerdict?)null);

    public Func<Incident, CancellationToken, ValueTask> OnUndo { get; set; } = static (_, _) => ValueTask.CompletedTask;

    public Action OnPlan { get; set; } = static () => { };

    public string? Undo { get; init; }

    public string[] BlastRadius { get; init; } = [];

    public TimeSpan Expected { get; init; } = TimeSpan.FromSeconds(1);

    public List<Incident> Executed { get; } = [];

    public int Undone { get; private set; }

    public Func<Incident, bool> Soon { get; set; } = static _ => false;

    public ActionLimit? Limit { get; set; }

    public bool MayApplySoon(Incident incident) => Soon(incident);

    public ActionLimit? LimitOf(Incident incident) => Limit;

    public bool AppliesTo(Incident incident) => Applies(incident);

    public ActionPlan Plan(Incident incident)
    {
        OnPlan();
        return new ActionPlan
        {
            Effects = [$"{name} {incident.Component}"],
            Undo = Undo,
            BlastRadius = [incident.Component, .. BlastRadius.Select(static text => new ComponentName(text))],
            Expected = Expected,
        };
    }

    public ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken)
    {
        Executed.Add(incident);
        return OnExecute(incident, cancellationToken);
    }

    public ValueTask<ActionVerdict?> VerifyAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken) => OnVerify(incident, cancellationToken);

    public ValueTask UndoAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken)
    {
        Undone++;
        return OnUndo(incident, cancellationToken);
    }
}
