using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Every rule that can forbid an action at this moment. Asked when planning and again immediately before execution; changes nothing.</summary>
internal sealed class ActionGuard(
    RecoveryOptions options, IHealthMonitor health, IKillSwitch killSwitch, IncidentBook book, Ledgers ledgers, ModeBoard modes, RemedyBreaker breaker, ActionCatalog catalog)
{
    /// <summary>The first rule that forbids <paramref name="action"/>; null where none does. Ask is no refusal: the caller sees to it.</summary>
    /// <param name="open">The incident.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="slow">Whether it is a slow retry, whose own rate stands for budget and intensity.</param>
    public Refusal? Check(OpenIncident open, IRecoveryAction action, bool slow)
    {
        if (killSwitch.Engaged)
            return new Refusal(RefusalReason.KillSwitch, $"healing is stopped: {killSwitch.Reason ?? "no reason given"}", RefusalStep.Wait);
        return Order(open) ?? Share(open) ?? Mode(action) ?? Limit(open, action) ?? (slow ? null : Intensity(open, action) ?? Budget(open));
    }

    private Refusal? Order(OpenIncident open)
    {
        foreach (ComponentName required in health.Current.RequiredBy(open.Component))
        {
            if (book.Find(required) is { IsHealing: true })
                return new Refusal(RefusalReason.Precondition, $"{required}, which it requires, is being healed first", RefusalStep.Wait);
        }

        return open.NamedCause is { } cause && book.Find(cause) is { IsHealing: true }
            ? new Refusal(RefusalReason.Precondition, $"{cause}, which the diagnosis names as its cause, is being healed first", RefusalStep.Wait)
            : null;
    }

    private Refusal? Share(OpenIncident open)
    {
        if (open.Group is not { } group)
            return null;
        int members = health.Current.Components.Values.Count(member => member.Description.Group == group);
        int allowed = Math.Max(1, (int)(members * options.GroupShare + 1e-9));
        int busy = book.Open.Count(other => other != open && other.Group == group && other.IsActing);
        return busy < allowed
            ? null
            : new Refusal(RefusalReason.Budget, $"{busy} of {members} members of {group} are under action, {allowed} may be", RefusalStep.Wait);
    }

    private Refusal? Mode(IRecoveryAction action)
    {
        HealingMode mode = modes[action.Tier];
        if (mode >= HealingMode.Ask)
            return null;
        return breaker.IsOpen
            ? new Refusal(RefusalReason.RemedyBreaker, $"{breaker.Failed} of the last {breaker.Count} remedies failed; a person has to set the mode again", RefusalStep.HandOver)
            : new Refusal(RefusalReason.Mode, $"tier {(int)action.Tier} is in mode {mode}", RefusalStep.Wait);
    }

    // Its own limit lasts as long as the incident does; nothing is gained by waiting.
    private Refusal? Limit(OpenIncident open, IRecoveryAction action) => catalog.LimitOf(open, action) is { Mode: < HealingMode.Ask } limit
        ? new Refusal(RefusalReason.Mode, $"it is {(limit.Mode == HealingMode.Suggest ? "only suggested" : "not to be done")}: {limit.Why}", RefusalStep.Next)
        : null;

    // It bounds restarts; what stands higher is what they have failed for.
    private Refusal? Intensity(OpenIncident open, IRecoveryAction action) =>
        action.Tier is >= RecoveryTier.ResetUnit and <= RecoveryTier.ReplaceProcess && ledgers.Of(open.Scope).Intensity.Reached
            ? new Refusal(RefusalReason.Intensity, $"{open.Scope} got {options.IntensityLimit} restarts within {options.IntensityWindow.InWords()}", RefusalStep.Escalate)
            : null;

    private Refusal? Budget(OpenIncident open)
    {
        if (ledgers.Of(open.Scope).Budget.Left < 1)
            return Spent($"the budget of {open.Scope}", options.ComponentBudget);
        return ledgers.Global.Left < 1 ? Spent("the budget of the whole", options.GlobalBudget) : null;
    }

    private Refusal Spent(string which, int actions) =>
        new(RefusalReason.Budget, $"{which} is spent: {actions} actions that did not help within {options.BudgetPeriod.InWords()}", RefusalStep.HandOver);
}
