using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>A list of incidents for people.</summary>
internal static class IncidentsReport
{
    public static Report Of(IReadOnlyList<IncidentView> incidents, DateTimeOffset now, TimeZoneInfo zone) => incidents.Count == 0
        ? new Report().Line(new Words("No incidents.", Tone.Good))
        : new Report().Table(
            ["id", "opened", "component", "state", "for", "cause"],
            incidents.Select(incident => Row(incident, now) is [var id, .. var rest] ? [id, new(Phrase.DayAndTime(incident.OpenedAt, zone), Tone.Muted), .. rest] : Array.Empty<Words>()));

    /// <summary>Identifier, component, state, age and cause.</summary>
    public static Words[] Row(IncidentView incident, DateTimeOffset now) =>
    [
        new(incident.Id.Value, Tone.Strong), incident.Component.Value, StateOf(incident),
        new(Phrase.Of((incident.ClosedAt ?? now) - incident.OpenedAt), Tone.Muted), CauseOf(incident),
    ];

    // What waits for a person is said first; what the diagnosis names is said where it is another than the one in trouble.
    private static string CauseOf(IncidentView incident) =>
        incident is { Pending: { } pending, Fix: { } fix } && pending.Action == "apply-fix" ? $"{incident.Cause} (fix: {fix})"
        : incident.Diagnosis?.Suspects is [var first, ..] && first.Component != incident.Component.Value
            ? $"{incident.Cause} (diagnosis: {first.Component})"
            : incident.Cause;

    /// <summary>Where it stands, in a word or two.</summary>
    public static Words StateOf(IncidentView incident) => incident switch
    {
        { Pending: not null } => new("needs approval", Tone.Warning),
        { Outcome: { } outcome } => new(Phrase.Of(outcome), Tone.Good),
        { State: Recovery.IncidentState.HandedOver } => new("handed over", Tone.Bad),
        _ => new(Phrase.Of(incident.State), Tone.Warning),
    };
}
