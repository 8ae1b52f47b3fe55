using System.Globalization;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>The picture of a project for people.</summary>
internal static class StatusReport
{
    private const int WideEnough = 110;

    /// <param name="status">The picture.</param>
    /// <param name="width">Columns there are; narrow ones leave out what is looked up seldom.</param>
    public static Report Of(AgentStatus status, int width)
    {
        var report = new Report();
        _ = report.Line(new(status.Project, Tone.Strong), " is ", Phrase.Of(status.State), Tail(status.Reason));
        _ = report.Line(new Words(
            $"agent {status.Version}, pid {status.ProcessId}, up {Phrase.Of(status.At - status.StartedAt)}; healing: {Modes(status.Modes)}{Budget(status)}", Tone.Muted));
        foreach (Words notice in Notices(status))
            _ = report.Line(notice);

        _ = report.Line("");
        if (status.Components.Count > 0)
            _ = Components(report, status, wide: width >= WideEnough);
        if (status.Objectives.Count > 0)
            _ = report.Line("").Line(new Words("Objectives", Tone.Strong)).Table(["objective", "state", "budget left", "says"], status.Objectives.Select(Row));
        if (status.Incidents.Count > 0)
            _ = report.Line("").Line(new Words("Open incidents", Tone.Strong)).Table(["id", "component", "state", "for", "cause"], status.Incidents.Select(incident => IncidentsReport.Row(incident, status.At)));
        return report;
    }

    /// <summary><c>tiers 0-4 auto, 5-6 ask, 7 auto</c>; one word where all are the same.</summary>
    public static string Modes(IReadOnlyList<TierMode> modes)
    {
        var runs = new List<(int First, int Last, HealingMode Mode)>();
        foreach (TierMode mode in modes.OrderBy(static mode => mode.Tier))
        {
            int tier = (int)mode.Tier;
            if (runs.Count > 0 && runs[^1].Mode == mode.Mode && runs[^1].Last == tier - 1)
                runs[^1] = runs[^1] with { Last = tier };
            else
                runs.Add((tier, tier, mode.Mode));
        }

        return runs.Count == 1
            ? Phrase.Of(runs[0].Mode)
            : "tiers " + string.Join(", ", runs.Select(static run => $"{(run.First == run.Last ? $"{run.First}" : $"{run.First}-{run.Last}")} {Phrase.Of(run.Mode)}"));
    }

    private static Report Components(Report report, AgentStatus status, bool wide)
    {
        string[] headings = wide
            ? ["component", "state", "for", "pid", "up", "restarts", "standby", "cpu", "memory", "reason"]
            : ["component", "state", "for", "restarts", "reason"];
        return report.Table(headings, status.Components.Where(static component => component.Kind != "objective").Select(component => Row(component, status.At, wide)));
    }

    private static Words[] Row(ObjectiveStatus objective) =>
        [new(objective.Name, Tone.Strong), Phrase.Of(objective.State), Phrase.Share(Math.Max(0, objective.BudgetLeft)), objective.Reason];

    private static Words[] Row(ComponentStatus component, DateTimeOffset now, bool wide)
    {
        Words name = new(component.Name.Value, Tone.Strong);
        Words held = new(Phrase.Of(now - component.Since), Tone.Muted);
        Words restarts = new(component.Restarts.ToString(CultureInfo.InvariantCulture), component.Restarts > 0 ? Tone.Warning : Tone.Muted);
        Words reason = component.SymptomOf is { } root ? $"symptom of {root}: {component.Reason}" : component.Reason;
        Words state = component.Own is null && component.State == HealthState.Healthy ? new("unknown", Tone.Muted) : Phrase.Of(component.State);
        return wide
            ?
            [
                name, state, held, component.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "-",
                component.Uptime is { } uptime ? Phrase.Of(uptime) : "-", restarts, component.StandbyReady.ToString(CultureInfo.InvariantCulture),
                component.Cores is { } cores ? cores.ToString("0.00", CultureInfo.InvariantCulture) : "-",
                component.MemoryBytes is { } memory ? Phrase.Bytes(memory) : "-", reason,
            ]
            : [name, state, held, restarts, reason];
    }

    private static IEnumerable<Words> Notices(AgentStatus status)
    {
        if (status.KillSwitch.Engaged)
            yield return new($"All healing is stopped: {status.KillSwitch.Reason}. Resume with 'prunella resume'.", Tone.Bad);
        if (status.RemedyBreakerOpen)
            yield return new("Too many recent actions failed: healing only observes until they succeed again.", Tone.Warning);
        foreach (IncidentView incident in status.Incidents.Where(static incident => incident.Pending is not null))
            yield return new($"{incident.Pending!.Action} for {incident.Component} waits for you: prunella approve {incident.Id}", Tone.Warning);
    }

    private static string Budget(AgentStatus status) => status.Budgets.Count == 0
        ? string.Empty
        : "; actions left: " + string.Join(", ", status.Budgets.Select(static budget => $"{budget.Scope} {budget.Left}/{budget.Capacity}"));

    private static string Tail(string reason) => reason.Length == 0 ? string.Empty : $": {reason}";
}
