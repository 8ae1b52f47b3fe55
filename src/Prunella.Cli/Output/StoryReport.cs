using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>The story of an incident: what was seen, what was thought to be the cause, what was done, and whether it helped.</summary>
internal static class StoryReport
{
    public static Report Of(IncidentReply reply, DateTimeOffset now, TimeZoneInfo zone)
    {
        IncidentView incident = reply.Incident;
        var report = new Report();
        _ = report.Line(new("Incident ", Tone.Muted), new(incident.Id.Value, Tone.Strong), " of ", new(incident.Component.Value, Tone.Strong), ": ", IncidentsReport.StateOf(incident));
        _ = report.Line(new Words(
            $"opened {Phrase.DayAndTime(incident.OpenedAt, zone)}, {(incident.ClosedAt is { } end ? $"closed after {Phrase.Of(end - incident.OpenedAt)}" : $"open for {Phrase.Of(now - incident.OpenedAt)}")}", Tone.Muted));

        Section(report, "Seen", [.. Facts<HealthChanged>(reply), .. incident.Evidence.Select(static line => new Step(null, line))], zone);
        Section(report, "Cause", [new(null, incident.Cause), .. incident.Symptoms.Select(static name => new Step(null, new($"symptom: {name}", Tone.Muted)))], zone);
        if (reply.Entries.Any(static entry => entry.Event is DiagnosisMade))
            Section(report, "Diagnosis", [.. reply.Entries.SelectMany(Diagnosed)], zone);
        if (reply.Entries.Select(static entry => entry.Event).OfType<ErrorRecognised>().LastOrDefault() is { } error)
            Section(report, "Error", [.. Recovery.ErrorWords.Of(error).Select(static line => new Step(null, line))], zone);
        if (reply.Entries.Any(static entry => entry.Event is FindingMade))
            Section(report, "Telemetry", [.. reply.Entries.SelectMany(Shown)], zone);
        if (reply.Entries.Select(static entry => entry.Event).OfType<CommitsSuspected>().LastOrDefault() is { } causes)
            Section(report, "Commits behind it", [.. Recovery.ErrorWords.Of(causes).Select(static line => new Step(null, line))], zone);
        Section(report, "Done", [.. reply.Entries.SelectMany(Done)], zone);
        Section(report, "Checked", [.. reply.Entries.SelectMany(Checked)], zone);
        if (incident.Pending is { } pending)
            Section(report, "Waits for you", [.. Pending(incident, pending, now)], zone);
        if (incident.Bundle is { } bundle)
            Section(report, "Evidence", [new(null, bundle)], zone);
        return report;
    }

    private const int ShownSuspects = 3;

    private sealed record Step(DateTimeOffset? Time, Words Words);

    private static IEnumerable<Step> Facts<TFact>(IncidentReply reply)
        where TFact : JournalEvent =>
        reply.Entries.Where(static entry => entry.Event is TFact).Select(static entry => Fact(entry));

    private static IEnumerable<Step> Done(JournalEntry entry) => entry.Event switch
    {
        ActionPlanned plan =>
        [
            Fact(entry),
            .. plan.Effects.Select(static effect => new Step(null, new($"  {effect}"))),
            new(null, new($"  undo: {plan.Undo ?? "not possible"}", Tone.Muted)),
            .. plan.Alternatives.Select(static other => new Step(null, new($"  instead of {other}", Tone.Muted))),
        ],
        ActionApproved or ActionRefused or ActionStarted or ActionFinished or ActionUndone or ProcessExited or ProcessStarted or ProcessReady
            or FixDecided or FixStepped or FixFinished or FixJudged or HealingStopped or IncidentHandedOver => [Fact(entry)],
        _ => [],
    };

    private static IEnumerable<Step> Diagnosed(JournalEntry entry) => entry.Event is not DiagnosisMade made ? [] :
    [
        Fact(entry),
        .. made.Suspects.Take(ShownSuspects).SelectMany(static (suspect, place) => suspect.Evidence.Select(line => new Step(null, new($"  {place + 1}. {suspect.Component}: {line}")))),
        new(null, new($"  by {Phrase.Count(made.Series, "series", "series")} and {Phrase.Count(made.Calls, "call")} between components, in {Phrase.Of(made.Duration)}", Tone.Muted)),
    ];

    private static IEnumerable<Step> Shown(JournalEntry entry) => entry.Event is not FindingMade made ? [] :
        [Fact(entry), .. made.Evidence.Select(static line => new Step(null, new($"  {line}", Tone.Muted)))];

    private static IEnumerable<Step> Checked(JournalEntry entry) =>
        entry.Event is ActionVerified or IncidentClosed ? [Fact(entry)] : [];

    private static IEnumerable<Step> Pending(IncidentView incident, Recovery.PendingApproval pending, DateTimeOffset now) =>
    [
        new(null, new($"{pending.Action}, for another {Phrase.Of(pending.ExpiresAt - now)}", Tone.Warning)),
        .. pending.Plan.Effects.Select(static effect => new Step(null, new($"  {effect}"))),
        new(null, $"  touches {string.Join(", ", pending.Plan.BlastRadius)}; should take {Phrase.Of(pending.Plan.Expected)}; undo: {pending.Plan.Undo ?? "not possible"}"),
        new(null, $"prunella approve {incident.Id}   or   prunella reject {incident.Id}"),
    ];

    private static Step Fact(JournalEntry entry) => new(entry.Time, EventPhrase.Of(entry.Event));

    private static void Section(Report report, string title, IReadOnlyList<Step> steps, TimeZoneInfo zone)
    {
        _ = report.Line("").Line(new Words(title, Tone.Strong));
        if (steps.Count == 0)
            steps = [new(null, new("nothing", Tone.Muted))];
        _ = steps.Any(static step => step.Time is not null)
            ? report.Table([], steps.Select(step => new Words[]
            {
                new(step.Time is { } time ? "  " + Phrase.TimeOfDay(time, zone) : string.Empty, Tone.Muted), step.Words,
            }))
            : report.Table([], steps.Select(static step => new[] { step.Words with { Text = "  " + step.Words.Text } }));
    }
}
