using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Takes secrets out of the texts of facts. Names, states and who did it stay.</summary>
internal static class EventScrubber
{
    /// <summary>The fact without secrets in its texts; the same instance where it has no text.</summary>
    public static JournalEvent Scrub(JournalEvent fact, IScrubber scrubber)
    {
        return fact switch
        {
            ActionApproved e => e with { Reason = Text(e.Reason) },
            ActionFinished e => e with { Error = Text(e.Error) },
            ActionPlanned e => e with { Effects = Texts(e.Effects), Undo = Text(e.Undo), Alternatives = Texts(e.Alternatives) },
            ActionRefused e => e with { Detail = Text(e.Detail) },
            ActionUndone e => e with { Error = Text(e.Error) },
            ActionVerified e => e with { Detail = Text(e.Detail) },
            AlertRaised e => e with { Title = Text(e.Title), Error = Text(e.Error) },
            AlertsSilenced e => e with { Reason = Text(e.Reason) },
            CallsHealed e => e with { Detail = Text(e.Detail) },
            CircuitChanged e => e with { Reason = Text(e.Reason) },
            CommitsSuspected e => e with { Commits = [.. e.Commits.Select(one => one with { Subject = Text(one.Subject), Why = Text(one.Why) })], Note = Text(e.Note) },
            ComponentRemoved e => e with { Reason = Text(e.Reason) },
            ConfigurationChanged e => e with { From = Value(e.Key, e.From), To = Value(e.Key, e.To), Reason = Text(e.Reason) },
            CostSpent e => e with { Refused = Text(e.Refused) },
            DiagnosisMade e => e with { Reason = Text(e.Reason), Suspects = [.. e.Suspects.Select(one => one with { Evidence = Texts(one.Evidence) })] },
            EntriesLost e => e with { Reason = Text(e.Reason) },
            ErrorRecognised e => e with { Error = Text(e.Error), Suggestion = Text(e.Suggestion), Why = Text(e.Why), Fix = Text(e.Fix) },
            FindingEnded e => e with { Title = Text(e.Title) },
            FindingMade e => e with { Title = Text(e.Title), Place = Text(e.Place), Confirmation = Text(e.Confirmation), Evidence = Texts(e.Evidence) },
            FixDecided e => e with { Reasons = Texts(e.Reasons), Effects = Texts(e.Effects) },
            FixFinished e => e with { Error = Text(e.Error) },
            FixJudged e => e with { Detail = Text(e.Detail) },
            FixStepped e => e with { What = Text(e.What), Error = Text(e.Error) },
            HealingResumed e => e with { Reason = Text(e.Reason) },
            HealingStopped e => e with { Reason = Text(e.Reason) },
            HealthChanged e => e with { Reason = Text(e.Reason) },
            IncidentAttached e => e with { Reason = Text(e.Reason) },
            IncidentClosed e => e with { Summary = Text(e.Summary) },
            IncidentHandedOver e => e with { Reason = Text(e.Reason) },
            IncidentOpened e => e with { Cause = Text(e.Cause), Evidence = Texts(e.Evidence) },
            IncidentRated e => e with { Note = Text(e.Note) },
            InternalFault e => e with { Error = Text(e.Error) },
            JournalDamaged e => e with { Reason = Text(e.Reason) },
            ModeChanged e => e with { Reason = Text(e.Reason) },
            ObjectiveChanged e => e with { Reason = Text(e.Reason) },
            PersonActed e => e with { Reason = Text(e.Reason) },
            ProcessExited e => e with { LastLines = Texts(e.LastLines) },
            ProcessStarted e => e with { Command = Text(e.Command) },
            SystemHealthChanged e => e with { Reason = Text(e.Reason) },
            _ => fact,
        };

        // Callers may have put null where the type forbids it; the journal does not throw for that.
        [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
        string? Text(string? text) => string.IsNullOrEmpty(text) ? text : scrubber.Scrub(text);

        IReadOnlyList<string> Texts(IReadOnlyList<string> texts) => texts is null or [] ? texts! : [.. texts.Select(text => Text(text))];

        // The name of a setting tells whether its value is a secret.
        string? Value(string key, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return value;
            string pair = $"{key}={value}", scrubbed = scrubber.Scrub(pair);
            return (object)scrubbed == pair ? value
                : scrubbed.Length > key.Length && scrubbed.StartsWith(key, StringComparison.Ordinal) && scrubbed[key.Length] == '=' ? scrubbed[(key.Length + 1)..] : KeyValueScrubber.Mask;
        }
    }
}
