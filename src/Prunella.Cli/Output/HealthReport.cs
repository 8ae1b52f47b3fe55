using Prunella.Kernel;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>The health of components for people: a line for each, or all that is known of one.</summary>
internal static class HealthReport
{
    public static Report Of(HealthReply reply, TimeZoneInfo zone)
    {
        var report = new Report();
        if (reply.Components is [var only])
            return Details(report, only, reply.At, zone);
        _ = report.Line(new(reply.Project, Tone.Strong), " is ", Phrase.Of(reply.State), reply.Reason.Length == 0 ? "" : $": {reply.Reason}").Line("");
        return report.Table(["component", "state", "for", "changes", "sources", "reason"], reply.Components.Select(one => new Words[]
        {
            new(one.Name.Value, Tone.Strong), StateOf(one), new(Phrase.Of(reply.At - one.Since), Tone.Muted),
            new(one.History.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), Tone.Muted), SourcesOf(one), ReasonOf(one),
        }));
    }

    private static Report Details(Report report, HealthView one, DateTimeOffset now, TimeZoneInfo zone)
    {
        _ = report.Line(new(one.Name.Value, Tone.Strong), " is ", StateOf(one), $" for {Phrase.Of(now - one.Since)}: {ReasonOf(one)}");
        if (one.Requires.Count + one.Uses.Count > 0)
            _ = report.Line(new Words($"requires {Names(one.Requires)}; uses {Names(one.Uses)}", Tone.Muted));
        _ = report.Line("").Line(new Words("Sources", Tone.Strong));
        _ = one.Sources.Count == 0
            ? report.Line(new Words("  none has spoken yet", Tone.Muted))
            : report.Table([], one.Sources.Select(static source => new Words[]
            {
                "  " + source.Name, source.State is { } state ? Phrase.Of(state) : new Words("silent", Tone.Muted), source.Reason,
                new(source.Probe is null ? "" : $"{source.Probe}, each {Phrase.Of(source.Period ?? default)}", Tone.Muted),
            }));
        _ = report.Line("").Line(new Words("History", Tone.Strong));
        return one.History.Count == 0
            ? report.Line(new Words("  nothing has changed", Tone.Muted))
            : report.Table([], one.History.Select(step => new Words[]
            {
                new("  " + Phrase.DayAndTime(step.At, zone), Tone.Muted), Phrase.Of(step.To), step.SymptomOf is { } root ? $"symptom of {root}: {step.Reason}" : step.Reason,
            }));
    }

    private static Words StateOf(HealthView one) => one.Own is null && one.SymptomOf is null ? new("unknown", Tone.Muted) : Phrase.Of(one.State);

    private static string ReasonOf(HealthView one) => one.SymptomOf is { } root ? $"symptom of {root}: {one.Reason}" : one.Reason;

    private static string SourcesOf(HealthView one) =>
        string.Join(", ", one.Sources.Select(static source => source.State is null or HealthState.Healthy ? source.Name : $"{source.Name} {Phrase.Of(source.State.Value).Text}"));

    private static string Names(IReadOnlyList<ComponentName> names) => names.Count == 0 ? "nothing" : string.Join(", ", names);
}
