using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Views;

/// <summary>What a person may do about healing itself: approve, reject, dismiss, rate, stop, resume, change modes.</summary>
/// <param name="recovery">Heals.</param>
/// <param name="killSwitch">Stops all healing.</param>
/// <param name="journal">Told of ratings; all else is noted by those who do it.</param>
public sealed class HealingOperations(RecoveryManager recovery, HealingSwitch killSwitch, IJournal journal) : IOperationSource
{
    /// <inheritdoc/>
    public Operation? Find(string name, string target) => name switch
    {
        "approve" => OnPending(target, Approve),
        "reject" => OnPending(target, Reject),
        "dismiss" => OnIncident(target, Dismiss),
        "rate" => Rate(target),
        "stop" => target.Length > 0 || killSwitch.Engaged ? null : Stop(),
        "resume" => target.Length > 0 || !killSwitch.Engaged ? null : Resume(),
        "mode" => Mode(target),
        _ => null,
    };

    private Operation? OnPending(string target, Func<Incident, PendingApproval, Operation> make) =>
        IncidentId.TryParse(target, out IncidentId id) && recovery.Current.Find(id) is { Pending: { } pending, ClosedAt: null } incident ? make(incident, pending) : null;

    private Operation? OnIncident(string target, Func<Incident, Operation> make) =>
        IncidentId.TryParse(target, out IncidentId id) && recovery.Current.Find(id) is { ClosedAt: null } incident ? make(incident) : null;

    private Operation Approve(Incident incident, PendingApproval pending) => new()
    {
        Name = "approve",
        Target = incident.Id.Value,
        Level = OperationLevel.Approve,
        Title = $"Approve {pending.Action} of {incident.Component}",
        Effects =
        [
            .. pending.Plan.Effects, $"It touches {string.Join(", ", pending.Plan.BlastRadius)}, and should take {Phrase.Of(pending.Plan.Expected)}.",
            "Every rule is checked once more before it is done, and afterwards whether it helped.",
        ],
        Undo = pending.Plan.Undo ?? "It can not be taken back.",
        ExecuteAsync = async (consent, cancellation) =>
            Said(await recovery.ApproveAsync(incident.Id, consent.By, consent.Reason, cancellation), $"{pending.Action} of {incident.Component} is approved."),
    };

    private Operation Reject(Incident incident, PendingApproval pending) => new()
    {
        Name = "reject",
        Target = incident.Id.Value,
        Level = OperationLevel.Approve,
        Title = $"Reject {pending.Action} of {incident.Component}",
        Effects = [$"{pending.Action} is not done in this incident.", "The next remedy is considered; where there is none, a person has the incident."],
        Undo = "It can not be taken back in this incident.",
        ExecuteAsync = async (consent, cancellation) =>
            Said(await recovery.RejectAsync(incident.Id, consent.By, consent.Reason, cancellation), $"{pending.Action} of {incident.Component} is rejected."),
    };

    private Operation Dismiss(Incident incident) => new()
    {
        Name = "dismiss",
        Target = incident.Id.Value,
        Title = $"Close the incident of {incident.Component}",
        Effects = ["The incident is closed as dismissed.", $"{incident.Component} is left alone until its state changes."],
        Undo = "A new incident opens by itself when the state changes.",
        ExecuteAsync = async (consent, cancellation) =>
            Said(await recovery.CloseAsync(incident.Id, consent.By, consent.Reason, cancellation), $"The incident of {incident.Component} is closed."),
    };

    private Operation? Rate(string target)
    {
        // 7k3m-9xq2:right
        string[] parts = target.Split(':');
        if (parts.Length != 2 || !IncidentId.TryParse(parts[0], out IncidentId id) || recovery.Current.Find(id) is not { } incident
            || !Enum.GetValues<HealingRating>().Any(rating => Phrase.Of(rating) == parts[1]))
        {
            return null;
        }

        HealingRating rating = Enum.GetValues<HealingRating>().First(each => Phrase.Of(each) == parts[1]);
        return new Operation
        {
            Name = "rate",
            Target = target,
            Title = $"Judge the healing of {incident.Component}: {parts[1].Replace('-', ' ')}",
            Effects = ["Your judgement stands in the journal beside what was done.", "Nothing is done to the component."],
            Undo = "Judge again: the last word counts.",
            ExecuteAsync = (consent, _) =>
            {
                journal.Append(new IncidentRated { Incident = id, Component = incident.Component, Rating = rating, By = consent.By, Note = consent.Reason });
                return Task.FromResult("Thank you: the judgement is in the journal.");
            },
        };
    }

    private Operation Stop() => new()
    {
        Name = "stop",
        Title = "Stop all healing",
        Effects = ["No action begins any more, at once.", "The services run on, and are watched; nothing is done when they fail.", "Actions that run are left to their end."],
        Undo = "Resume healing, on this page.",
        ExecuteAsync = (consent, _) =>
        {
            killSwitch.Stop(consent.By, consent.Reason);
            return Task.FromResult("Healing is stopped.");
        },
    };

    private Operation Resume() => new()
    {
        Name = "resume",
        Title = "Resume healing",
        Effects = ["Healing goes on, with all its modes and budgets.", "What is in trouble at this moment is acted on at once."],
        Undo = "Stop all healing, on this page.",
        ExecuteAsync = (consent, _) => killSwitch.Resume(consent.By, consent.Reason)
            ? Task.FromResult("Healing goes on.")
            : throw new InvalidOperationException($"Healing is still stopped: {killSwitch.Reason}"),
    };

    private Operation? Mode(string target)
    {
        // replace-process:ask, or all:observe
        string[] parts = target.Split(':');
        if (parts.Length != 2 || !TryMode(parts[1], out HealingMode mode))
            return null;
        RecoveryTier? tier = null;
        if (parts[0] != "all")
        {
            if (!TryTier(parts[0], out RecoveryTier one))
                return null;
            tier = one;
        }

        string what = tier is { } rung ? $"tier {(int)rung}, {Phrase.Of(rung)}," : "every tier below hand-over";
        return new Operation
        {
            Name = "mode",
            Target = target,
            Title = $"Set {what} to {Phrase.Of(mode)}".Replace(", to", " to", StringComparison.Ordinal),
            Effects =
            [
                mode switch
                {
                    HealingMode.Observe => "Failures are seen and told; nothing is done.",
                    HealingMode.Suggest => "What would be done is told; nothing is done.",
                    HealingMode.Ask => "Nothing is done before a person approves it.",
                    _ => "Actions are done by themselves, within the budgets.",
                },
                "The remedy breaker is closed: a person has looked.",
            ],
            Undo = "Set the mode it had before.",
            ExecuteAsync = async (consent, cancellation) =>
            {
                await recovery.SetModeAsync(tier, mode, consent.By, consent.Reason, cancellation);
                return $"{char.ToUpperInvariant(what[0])}{what[1..].TrimEnd(',')} is in mode {Phrase.Of(mode)}.";
            },
        };
    }

    private static bool TryMode(string text, out HealingMode mode)
    {
        mode = Enum.GetValues<HealingMode>().FirstOrDefault(each => Phrase.Of(each) == text);
        return Phrase.Of(mode) == text;
    }

    private static bool TryTier(string text, out RecoveryTier tier)
    {
        tier = Enum.GetValues<RecoveryTier>().FirstOrDefault(each => Phrase.Of(each) == text);
        return Phrase.Of(tier) == text && tier < RecoveryTier.HandOver;
    }

    private static string Said(ApprovalOutcome outcome, string done) => outcome switch
    {
        ApprovalOutcome.Accepted => done,
        ApprovalOutcome.NoSuchIncident => throw new InvalidOperationException("The incident is over."),
        _ => throw new InvalidOperationException("Nothing waits for a person any more."),
    };
}
