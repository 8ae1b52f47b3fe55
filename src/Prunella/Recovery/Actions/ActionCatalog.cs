using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>All remedies, and the questions put to them and to the ranking. What a stranger's code throws ends here.</summary>
internal sealed class ActionCatalog
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);
    private readonly RecoveryParts _parts;
    private readonly IActionRanking _ranking;
    private readonly IReadOnlyList<IRecoveryAction> _actions;

    /// <exception cref="ArgumentException">Two actions have one name, or one belongs to tier 7, which is built in.</exception>
    public ActionCatalog(RecoveryParts parts)
    {
        _parts = parts;
        _ranking = parts.Ranking ?? new TierRanking();
        _actions = [.. parts.Actions, .. DeclaredAction.All.Where(declared => parts.Actions.All(action => action.Tier != declared.Tier))];
        if (_actions.GroupBy(static action => action.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two recovery actions are named '{twice.Key}'.", nameof(parts));
        if (_actions.FirstOrDefault(static action => action.Tier is < RecoveryTier.Absorb or >= RecoveryTier.HandOver) is { } wrong)
            throw new ArgumentException($"The action '{wrong.Name}' has tier {(int)wrong.Tier}; actions have tiers 0 to 6.", nameof(parts));
    }

    public IRecoveryAction? Find(string? name) => _actions.FirstOrDefault(action => action.Name == name);

    public LadderChoice Choose(OpenIncident open) => Ladder.Choose(open.Scoped, Rank(open), open.RuledOut);

    /// <summary>Whether anything could be done to the group of the incident's component.</summary>
    public bool AnyFor(OpenIncident open, ComponentName group) =>
        Ladder.Choose(open.Picture with { Component = group }, _actions, open.RuledOut).Action is not null;

    /// <summary>What a slow retry may use, best first: the restarts tried, the last of them in front, then all others that apply.</summary>
    public IEnumerable<IRecoveryAction> ForSlowRetry(OpenIncident open) =>
        open.Picture.Attempts.Reverse().Select(attempt => Find(attempt.Action)).OfType<IRecoveryAction>().Concat(Rank(open))
            .Where(action => action.Tier >= RecoveryTier.ResetUnit && Ladder.Against(action, open.Scoped, Nothing) is null);

    /// <summary>What the action would do; null where it can not say.</summary>
    public ActionPlan? Plan(OpenIncident open, IRecoveryAction action)
    {
        try
        {
            return action.Plan(open.Scoped);
        }
        catch (Exception error)
        {
            _parts.NoteFault($"the plan of {action.Name}", error);
            return null;
        }
    }

    public void Learn(ActionRequest request, ActionVerdict verdict)
    {
        try
        {
            _ranking.Learn(request.Scoped, request.Action, verdict);
        }
        catch (Exception error)
        {
            _parts.NoteFault("the ranking of actions", error);
        }
    }

    // What helped against this very error before comes first, dearer or not.
    private IReadOnlyList<IRecoveryAction> Rank(OpenIncident open)
    {
        IReadOnlyList<IRecoveryAction> ranked = Ranked(open);
        return open.Preferred is { } preferred && ranked.FirstOrDefault(action => action.Name == preferred) is { } first ? [first, .. ranked.Where(action => action != first)] : ranked;
    }

    private IReadOnlyList<IRecoveryAction> Ranked(OpenIncident open)
    {
        try
        {
            return _ranking.Rank(open.Scoped, _actions);
        }
        catch (Exception error)
        {
            _parts.NoteFault("the ranking of actions", error);
            return new TierRanking().Rank(open.Scoped, _actions);
        }
    }
}
