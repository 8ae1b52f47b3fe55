using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Estimates how much room a fact takes, without serialising it: what the caller's thread can afford.</summary>
internal static class EventSize
{
    private const int Envelope = 320; // object headers, the line's time, hashes and property names

    /// <summary>Bytes, roughly; grows with each text of the fact.</summary>
    public static int Of(JournalEvent fact) => Envelope + fact switch
    {
        ActionApproved e => Of(e.Action) + Of(e.By) + Of(e.Reason),
        ActionFinished e => Of(e.Action) + Of(e.Error),
        ActionPlanned e => Of(e.Action) + Of(e.Effects) + Of(e.Undo) + Of(e.Alternatives),
        ActionRefused e => Of(e.Action) + Of(e.Detail),
        ActionStarted e => Of(e.Action),
        ActionUndone e => Of(e.Action) + Of(e.Error),
        ActionVerified e => Of(e.Action) + Of(e.Detail),
        AlertAcknowledged e => Of(e.Author),
        AlertsSilenced e => Of(e.Components) + Of(e.Author) + Of(e.Reason),
        AlertRaised e => Of(e.Title) + Of(e.Channel) + Of(e.Error),
        CallsHealed e => Of(e.Service) + Of(e.Action) + Of(e.Detail),
        CircuitChanged e => Of(e.Circuit) + Of(e.From) + Of(e.To) + Of(e.Reason),
        CommitsSuspected e => Of(e.Fingerprint) + Of(e.Commits) + Of(e.Note),
        ComponentRegistered e => Of(e.Kind) + Of(e.Requires) + Of(e.Uses),
        ComponentRemoved e => Of(e.Reason),
        ConfigurationChanged e => Of(e.Key) + Of(e.From) + Of(e.To) + Of(e.Author) + Of(e.Reason),
        CostSpent e => Of(e.Operation) + Of(e.Refused),
        DiagnosisMade e => Of(e.Reason) + Of(e.Suspects),
        EntriesLost e => Of(e.Reason),
        ErrorRecognised e => Of(e.Fingerprint) + Of(e.Error) + Of(e.Pattern) + Of(e.Suggestion) + Of(e.Why) + Of(e.Remedy) + Of(e.Tier) + Of(e.Fix),
        FindingEnded e => Of(e.Finding) + Of(e.Title),
        FindingMade e => Of(e.Finding) + Of(e.Class) + Of(e.Severity) + Of(e.Title) + Of(e.Place) + Of(e.Confirmation) + Of(e.Evidence),
        FixDecided e => Of(e.Fix) + Of(e.Pattern) + Of(e.Category) + Of(e.Precedent) + Of(e.Reasons) + Of(e.Effects),
        FixFinished e => Of(e.Fix) + Of(e.Error) + Of(e.Backup) + Of(e.Against) + Of(e.Files) + Of(e.Touches),
        FixJudged e => Of(e.Fix) + Of(e.Outcome) + Of(e.Detail),
        FixStepped e => Of(e.Fix) + Of(e.What) + Of(e.Error),
        HealingResumed e => Of(e.Author) + Of(e.Reason),
        HealingStopped e => Of(e.Author) + Of(e.Reason),
        HealthChanged e => Of(e.Reason),
        IncidentAttached e => Of(e.Reason),
        IncidentClosed e => Of(e.Summary),
        IncidentHandedOver e => Of(e.Reason) + Of(e.Bundle),
        IncidentOpened e => Of(e.Cause) + Of(e.Evidence),
        IncidentRated e => Of(e.By) + Of(e.Note),
        InternalFault e => Of(e.Stage) + Of(e.Error),
        JournalDamaged e => Of(e.File) + Of(e.Reason) + Of(e.SetAside),
        ModeChanged e => Of(e.Author) + Of(e.Reason),
        ObjectiveChanged e => Of(e.Objective) + Of(e.Reason),
        PersonActed e => Of(e.Action) + Of(e.By) + Of(e.Reason),
        ProcessExited e => Of(e.Signal) + Of(e.LastLines),
        ProcessStarted e => Of(e.Command),
        SystemHealthChanged e => Of(e.Reason),
        TransitionRefused e => Of(e.Entity) + Of(e.Id) + Of(e.From) + Of(e.To),
        UnknownEvent e => Of(e.Kind) + Of(e.Json),
        _ => 0,
    };

    // Callers may have put null where the type forbids it; the journal does not throw for that.
    private static int Of(string? text) => text?.Length ?? 0;

    private static int Of(IReadOnlyList<string>? texts)
    {
        int sum = 0;
        for (int i = 0; i < texts?.Count; i++)
            sum += 24 + Of(texts[i]);
        return sum;
    }

    private static int Of(IReadOnlyList<DiagnosedSuspect>? suspects)
    {
        int sum = 0;
        for (int i = 0; i < suspects?.Count; i++)
            sum += 128 + Of(suspects[i].Component) + Of(suspects[i].Metric) + Of(suspects[i].Evidence);
        return sum;
    }

    private static int Of(IReadOnlyList<SuspectedCommit>? commits)
    {
        int sum = 0;
        for (int i = 0; i < commits?.Count; i++)
            sum += 128 + Of(commits[i].Commit) + Of(commits[i].Subject) + Of(commits[i].Why);
        return sum;
    }

    private static int Of(IReadOnlyList<ComponentName>? names) => (names?.Count ?? 0) * ComponentName.MaxLength;
}
