using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>What the recovery is at, at one moment.</summary>
public sealed record RecoverySnapshot
{
    /// <summary>Incidents that are not over, oldest first.</summary>
    public IReadOnlyList<Incident> Open { get; init; } = [];

    /// <summary>The last incidents that are over, oldest first.</summary>
    public IReadOnlyList<Incident> Closed { get; init; } = [];

    /// <summary>What an open incident waits for, in words; no entry where it waits for nothing.</summary>
    public IReadOnlyDictionary<IncidentId, string> Waits { get; init; } = new Dictionary<IncidentId, string>();

    /// <summary>The mode of each tier.</summary>
    public IReadOnlyDictionary<RecoveryTier, HealingMode> Modes { get; init; } = new Dictionary<RecoveryTier, HealingMode>();

    /// <summary>How many more actions may fail before the budget of the whole is spent.</summary>
    public int BudgetLeft { get; init; }

    /// <summary>What is left of the budgets of components and groups that have used some of theirs.</summary>
    public IReadOnlyDictionary<ComponentName, int> ComponentBudgets { get; init; } = new Dictionary<ComponentName, int>();

    /// <summary>Whether healing only observes because too many of its recent remedies failed.</summary>
    public bool RemedyBreakerOpen { get; init; }

    /// <summary>The incident of that name, open or over; null where it is not known (any more).</summary>
    public Incident? Find(IncidentId id) =>
        Open.FirstOrDefault(incident => incident.Id == id) ?? Closed.LastOrDefault(incident => incident.Id == id);
}
