using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>What the recovery tells the journal and the log about its decisions.</summary>
internal static class RecoveryNotes
{
    public static void NotePlan(this RecoveryParts parts, OpenIncident open, LadderChoice choice, ActionPlan plan, TimeSpan delay, bool slow = false) =>
        parts.Journal.Append(new ActionPlanned
        {
            Component = open.Component,
            Incident = open.Id,
            Action = choice.Action!.Name,
            Tier = choice.Action.Tier,
            Attempt = open.TriesOf(choice.Action) + 1,
            Effects = slow ? ["slow retry after the hand-over", .. plan.Effects] : plan.Effects,
            Undo = plan.Undo,
            Delay = delay,
            Alternatives = choice.Alternatives,
        });

    /// <summary>Tells of a refusal, unless it was told already and nothing has been done since.</summary>
    public static void NoteRefusal(this RecoveryParts parts, OpenIncident open, string action, RefusalReason why, string detail)
    {
        if (!open.Noted.Add((action, why)))
            return;
        _ = parts.Journal.Append(new ActionRefused { Component = open.Component, Incident = open.Id, Action = action, Why = why, Detail = detail });
        parts.Logger.ActionRefused(open.Component, action, why, detail, open.Id);
    }

    public static void NoteFault(this RecoveryParts parts, string stage, Exception error)
    {
        _ = parts.Journal.Append(new InternalFault { Stage = stage, Error = error.Message });
        parts.Logger.Fault(stage, error);
    }

    public static void NoteMode(this RecoveryParts parts, RecoveryTier? tier, HealingMode from, HealingMode to, string author, string reason)
    {
        _ = parts.Journal.Append(new ModeChanged { Tier = tier, From = from, To = to, Author = author, Reason = reason });
        parts.Logger.ModeChanged(tier?.ToString() ?? "all tiers", from, to, author, reason);
    }
}
