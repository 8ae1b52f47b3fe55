using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>All remedies, and the questions put to them and to the ranking. What a stranger's code throws ends here.</summary>
internal sealed class ActionCatalog
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);
    private readonly RecoveryParts _parts;
    private readonly ModeBoard _modes;
    private readonly IActionRanking _ranking;
    private readonly IReadOnlyList<IRecoveryAction> _actions;

    /// <exception cref="ArgumentException">Two actions have one name, or one belongs to tier 7, which is built in.</exception>
    public ActionCatalog(RecoveryParts parts, ModeBoard modes)
    {
        (_parts, _modes) = (parts, modes);
        _ranking = parts.Ranking ?? new TierRanking();
        _actions = [.. parts.Actions, .. DeclaredAction.All.Where(declared => parts.Actions.All(action => action.Tier != declared.Tier))];
        if (_actions.GroupBy(static action => action.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two recovery actions are named '{twice.Key}'.", nameof(parts));
        if (_actions.FirstOrDefault(static action => action.Tier is < RecoveryTier.Absorb or >= RecoveryTier.HandOver) is { } wrong)
            throw new ArgumentException($"The action '{wrong.Name}' has tier {(int)wrong.Tier}; actions have tiers 0 to 6.", nameof(parts));
    }

    public IRecoveryAction? Find(string? name) => _actions.FirstOrDefault(action => action.Name == name);

    public LadderChoice Choose(OpenIncident open) => Ladder.Choose(open.Scoped, Rank(open), open.RuledOut);

    /// <summary>What holds the action back in this incident, beyond the mode of its tier. One that can not say is held back wholly.</summary>
    public ActionLimit? LimitOf(OpenIncident open, IRecoveryAction action)
    {
        try
        {
            return action.LimitOf(open.Scoped);
        }
        catch (Exception error)
        {
            _parts.NoteFault($"the limit of {action.Name}", error);
            return new ActionLimit(HealingMode.Observe, $"its limit can not be had: {error.Message}");
        }
    }

    /// <summary>How far the action may go by itself in this incident.</summary>
    public HealingMode ModeOf(OpenIncident open, IRecoveryAction action) =>
        LimitOf(open, action) is { } limit && limit.Mode < _modes[action.Tier] ? limit.Mode : _modes[action.Tier];

    /// <summary>What to wait for: an action that does not know yet whether it can help, where nothing else is left or where it helped before and needs nobody's leave.</summary>
    public IRecoveryAction? Awaited(OpenIncident open, IRecoveryAction? chosen) => chosen is null
        ? _actions.FirstOrDefault(action => MayApplySoon(open, action))
        : Find(open.Preferred) is { } preferred && preferred != chosen && _modes[preferred.Tier] == HealingMode.Auto && MayApplySoon(open, preferred) ? preferred : null;

    /// <summary>Whether something is left, or may soon be, once an action is out of the question.</summary>
    public bool AnyBeside(OpenIncident open, IRecoveryAction without)
    {
        var ruledOut = new Dictionary<string, string>(open.RuledOut, StringComparer.Ordinal) { [without.Name] = "" };
        return Ladder.Choose(open.Scoped, _actions, ruledOut).Action is not null || _actions.Any(action => action != without && MayApplySoon(open, action));
    }

    /// <summary>Whether anything could be done to the group of the incident's component.</summary>
    public bool AnyFor(OpenIncident open, ComponentName group) =>
        Ladder.Choose(open.Picture with { Component = group }, _actions, open.RuledOut).Action is not null;

    /// <summary>What a slow retry may use, best first: the restarts tried, the last of them in front, then all others that apply. Repairs are not repeated in the dark.</summary>
    public IEnumerable<IRecoveryAction> ForSlowRetry(OpenIncident open) =>
        open.Picture.Attempts.Reverse().Select(attempt => Find(attempt.Action)).OfType<IRecoveryAction>().Concat(Rank(open))
            .Where(action => action.Tier is >= RecoveryTier.ResetUnit and < RecoveryTier.Repair && Ladder.Against(action, open.Scoped, Nothing) is null);

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

    // What helped against this very error before comes first, dearer or not; but not before what needs less of a person: that is done while the person would be awaited.
    private IReadOnlyList<IRecoveryAction> Rank(OpenIncident open)
    {
        IReadOnlyList<IRecoveryAction> ranked = Ranked(open);
        if (open.Preferred is not { } preferred || ranked.FirstOrDefault(action => action.Name == preferred) is not { } first)
            return ranked;
        HealingMode mode = ModeOf(open, first);
        IRecoveryAction[] freer = mode == HealingMode.Auto ? [] : [.. ranked.TakeWhile(action => action != first).Where(action => ModeOf(open, action) > mode)];
        return [.. freer, first, .. ranked.Where(action => action != first && !freer.Contains(action))];
    }

    private bool MayApplySoon(OpenIncident open, IRecoveryAction action)
    {
        try
        {
            return !open.RuledOut.ContainsKey(action.Name) && action.MayApplySoon(open.Scoped);
        }
        catch (Exception error)
        {
            _parts.NoteFault($"what {action.Name} is at", error);
            return false;
        }
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
