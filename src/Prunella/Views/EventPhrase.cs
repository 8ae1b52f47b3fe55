using System.Globalization;
using Prunella.Journal;
using Prunella.Kernel;
using static Prunella.Views.Phrase;

namespace Prunella.Views;

/// <summary>Each fact of the journal as one sentence.</summary>
public static class EventPhrase
{
    /// <summary>The sentence of a fact.</summary>
    public static Words Of(JournalEvent fact) => fact switch
    {
        null => throw new ArgumentNullException(nameof(fact)),
        ActionApproved e => new($"{e.Action} approved by {e.By}{Because(e.Reason)}"),
        ActionFinished { Error: null } e => new($"{e.Action} done in {Phrase.Of(e.Duration)}"),
        ActionFinished e => new($"{e.Action} failed after {Phrase.Of(e.Duration)}: {e.Error}", Tone.Bad),
        ActionPlanned e => new($"{e.Action} planned (tier {(int)e.Tier}, try {e.Attempt}){(e.Delay > TimeSpan.Zero ? $", in {Phrase.Of(e.Delay)}" : string.Empty)}"),
        ActionRefused e => new($"{e.Action} not done ({Phrase.Of(e.Why)}): {e.Detail}", Tone.Warning),
        ActionStarted e => new($"{e.Action} begins (tier {(int)e.Tier}, try {e.Attempt})"),
        ActionUndone { Error: null } e => new($"{e.Action} taken back", Tone.Warning),
        ActionUndone e => new($"{e.Action} could not be taken back: {e.Error}", Tone.Bad),
        ActionVerified { Verdict: ActionVerdict.Better } e => new($"{e.Action} helped: {e.Detail} ({Phrase.Of(e.Duration)})", Tone.Good),
        ActionVerified { Verdict: ActionVerdict.Worse } e => new($"{e.Action} made it worse: {e.Detail}", Tone.Bad),
        ActionVerified e => new($"{e.Action} did not help: {e.Detail}", Tone.Warning),
        AlertAcknowledged e => new($"taken on by {e.Author}"),
        AlertsSilenced e => new($"alerts of {e.Components} silenced until {e.Until:u} by {e.Author}{Because(e.Reason)}"),
        AlertRaised { Error: null } e => new($"alert by {e.Channel}: {e.Title}", ToneOf(e.Severity)),
        AlertRaised e => new($"alert by {e.Channel} could not be delivered ({e.Error}): {e.Title}", Tone.Bad),
        CallsHealed e => new($"{e.Service}: {e.Action} × {e.Count}, {e.Detail}"),
        CircuitChanged e => new($"circuit {e.Circuit}: {e.From} → {e.To}, {e.Reason}"),
        CommitsSuspected { Commits: [var first, ..] } e => new($"commit {Short(first.Commit)} {(first.Known ? "caused" : "may have caused")} it: {first.Subject} ({first.Why}){(e.Commits.Count > 1 ? $", and {Count(e.Commits.Count - 1, "other")}" : string.Empty)}", Tone.Strong),
        CommitsSuspected e => new(e.Note is { } note ? $"no commit is suspected: {note}" : $"no commit is suspected, of {e.Considered}", Tone.Muted),
        ComponentRegistered => new("is under watch", Tone.Muted),
        ComponentRemoved e => new($"is no longer watched: {e.Reason}", Tone.Muted),
        ConfigurationChanged e => new($"{e.Key}: {e.From ?? "nothing"} → {e.To ?? "nothing"} (version {e.Version}, by {e.Author}): {e.Reason}"),
        CostSpent { Refused: { } limit } e => new($"{e.Operation} not done: {limit}", Tone.Warning),
        CostSpent e => new(string.Create(CultureInfo.InvariantCulture, $"{e.Operation} cost {e.Amount:0.####}, {e.Today:0.####} today"), Tone.Muted),
        DiagnosisMade { Suspects: [var first, ..] } e => new($"diagnosis: {e.Reason.TrimEnd('.')} (confidence {Share(first.Confidence)})", Tone.Strong),
        DiagnosisMade e => new($"diagnosis: {e.Reason}", Tone.Muted),
        EntriesLost e => new($"{Count(e.Count, "fact")} lost: {e.Reason}", Tone.Warning),
        ErrorRecognised { Fix: { } fix } e => new($"error {e.Fingerprint}: {e.Error} ({e.Pattern ?? "seen before"}, confidence {Share(e.Confidence)}); fix: {fix}", Tone.Strong),
        ErrorRecognised { Suggestion: { } what } e => new($"error {e.Fingerprint}: {e.Error} ({e.Pattern ?? "seen before"}, confidence {Share(e.Confidence)}): {what}", Tone.Strong),
        ErrorRecognised e => new($"error {e.Fingerprint}: {e.Error} (not known{(e.Remedy is null ? string.Empty : $"; {e.Remedy} helped before")})"),
        FindingEnded e => new($"no longer so after {Phrase.Of(e.Duration)}: {e.Title}", Tone.Good),
        FindingMade e => new($"{e.Class} finding ({e.Severity}, confidence {Share(e.Confidence)}): {e.Title}", e.Severity is "critical" ? Tone.Bad : e.Severity is "major" ? Tone.Warning : Tone.Plain),
        FixDecided { Reasons.Count: > 0 } e => new($"fix {e.Pattern ?? e.Fix}: {Phrase.Of(e.Mode)}, {string.Join("; ", e.Reasons)}"),
        FixDecided e => new($"fix {e.Pattern ?? e.Fix} is {e.Category} and {e.Precedent}: {Phrase.Of(e.Mode)}"),
        FixFinished { Error: null, Files: { Count: > 0 } files } => new($"fix carried out: {string.Join(", ", files)}"),
        FixFinished { Error: null } => new("fix carried out"),
        FixFinished e => new($"fix not carried out: {e.Error}", Tone.Warning),
        FixJudged e => new($"fix {e.Outcome}: {e.Detail}", e.Outcome is "failed" or "set-apart" ? Tone.Bad : Tone.Good),
        FixStepped { Error: null } e => new($"fix, step {e.Step}: {e.What}"),
        FixStepped e => new($"fix, step {e.Step} failed ({e.What}): {e.Error}", Tone.Bad),
        HealingResumed e => new($"healing resumed by {e.Author}{Because(e.Reason)}", Tone.Good),
        HealingStopped e => new($"healing stopped by {e.Author}{Because(e.Reason)}", Tone.Warning),
        HealthChanged e => new($"{State(e.To)}: {e.Reason}{(e.SymptomOf is { } root ? $" (symptom of {root})" : string.Empty)}", ToneOf(e.To)),
        IncidentAttached e => new($"belongs to the incident of {e.Root}: {e.Reason}", Tone.Muted),
        IncidentClosed e => new($"incident closed, {Phrase.Of(e.Outcome)} after {Phrase.Of(e.Duration)}: {e.Summary}", Tone.Good),
        IncidentHandedOver e => new($"handed over to a person: {e.Reason}{(e.Bundle is null ? string.Empty : $" (evidence: {e.Bundle})")}", Tone.Bad),
        IncidentRated e => new($"healing judged {Phrase.Of(e.Rating)} by {e.By}{Because(e.Note)}", e.Rating == HealingRating.Right ? Tone.Good : Tone.Warning),
        IncidentOpened e => new($"incident opened: {e.Cause}", ToneOf(e.Severity)),
        InternalFault e => new($"a fault of our own in {e.Stage}: {e.Error}", Tone.Warning),
        JournalDamaged e => new($"journal damaged at {e.File}:{e.Line}: {e.Reason}", Tone.Bad),
        ModeChanged e => new($"{(e.Tier is { } tier ? $"tier {(int)tier} ({Phrase.Of(tier)})" : "all tiers")}: {Phrase.Of(e.From)} → {Phrase.Of(e.To)} by {e.Author}{Because(e.Reason)}"),
        ObjectiveChanged e => new($"objective {e.Objective}: {State(e.From)} → {State(e.To)}, {e.Reason}", ToneOf(e.To)),
        PersonActed e => new($"{e.Action} by {e.By}{Because(e.Reason)}", Tone.Strong),
        ProcessExited e => Exit(e),
        ProcessReady e => new($"ready after {Phrase.Of(e.Duration)} (pid {e.ProcessId})", Tone.Good),
        ProcessStarted e => new($"started{(e.Standby ? " as standby" : string.Empty)} (pid {e.ProcessId}): {e.Command}", Tone.Muted),
        SystemHealthChanged e => new($"the whole is {State(e.To)}: {e.Reason}", ToneOf(e.To)),
        TransitionRefused e => new($"{e.Entity} {e.Id}: kept from going {e.From} → {e.To}"),
        UnknownEvent e => new($"{e.Kind}: a fact of a newer version", Tone.Muted),
        _ => new(fact.GetType().Name),
    };

    private static Words Exit(ProcessExited exit)
    {
        string how = exit.Signal is { } signal ? $"ended by {signal}" : $"exited with code {exit.ExitCode}";
        return exit.Asked
            ? new($"{how} as asked, after {Phrase.Of(exit.Uptime)} (pid {exit.ProcessId})", Tone.Muted)
            : new($"{how}, which nobody asked for, after {Phrase.Of(exit.Uptime)} (pid {exit.ProcessId})", Tone.Bad);
    }

    private static string Short(string commit) => commit.Length > 10 ? commit[..10] : commit;

    private static string State(HealthState state) => Phrase.Of(state).Text;

    private static Tone ToneOf(HealthState state) => Phrase.Of(state).Tone;

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? string.Empty : $": {reason}";
}
