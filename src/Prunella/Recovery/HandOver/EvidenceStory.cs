using System.Globalization;
using System.Text;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Tells an incident to a person on one page: seen, cause, done, checked, why handed over, what to do next.</summary>
internal static class EvidenceStory
{
    private const string Clock = "yyyy-MM-dd HH:mm:ss.fff 'UTC'";

    public static string Tell(Bundle bundle)
    {
        Incident incident = bundle.Incident;
        var page = new StringBuilder();
        Line(page, $"Incident {incident.Id}: {incident.Component} is {incident.Severity}");
        Line(page, $"Opened {At(incident.OpenedAt)}");
        Section(page, "Seen", incident.Evidence);
        Section(page, "Suspected cause", [incident.Cause]);
        if (incident.Error is { } error)
            Section(page, "The error", ErrorWords.Of(error));
        if (incident.Causes is { } causes)
            Section(page, "Commits that may have caused it", ErrorWords.Of(causes));
        Section(page, "Also in trouble because of it", incident.Symptoms.Select(static symptom => symptom.Value));
        Section(page, "Done and checked", incident.Attempts.Select(Told));
        Section(page, "Why it is handed over", [bundle.Reason]);
        Section(page, "What to do next",
        [
            "Read the other files of this folder: journal.jsonl has every step, health.txt how all components stood.",
            $"Mend the cause. The last restart is tried again about every half minute; once {incident.Component} is well the incident closes by itself.",
            $"To see it again: prunella explain {incident.Id}. To keep all healing off meanwhile: prunella stop.",
        ]);
        return page.ToString();
    }

    public static string TellHealth(Bundle bundle)
    {
        var page = new StringBuilder();
        Line(page, $"The whole is {bundle.Health.State}: {bundle.Health.Reason}");
        foreach ((ComponentName name, ComponentHealth health) in bundle.Health.Components.OrderBy(static entry => entry.Value.State).ThenBy(static entry => entry.Key))
        {
            string because = health.SymptomOf is { } root ? $", a symptom of {root}" : string.Empty;
            Line(page, $"{name}: {health.State} since {At(health.Since)}{because}: {health.Reason}");
        }

        IReadOnlyList<HealthTransition> history = bundle.Health.Components.TryGetValue(bundle.Incident.Component, out ComponentHealth? own) ? own.History : [];
        Section(page, $"History of {bundle.Incident.Component}", history.Select(static step => $"{At(step.At)} {step.From} to {step.To}: {step.Reason}"));
        return page.ToString();
    }

    private static string Told(ActionAttempt attempt)
    {
        string when = attempt.StartedAt is { } start ? At(start) : "not begun";
        string took = attempt.Duration is { } duration ? $", took {duration.InWords()}" : string.Empty;
        return $"{when} {attempt.Action} (tier {(int)attempt.Tier}), try {attempt.Number}{took}: {attempt.Verdict?.ToString() ?? "not judged"}. {attempt.Detail}";
    }

    private static void Section(StringBuilder page, string title, IEnumerable<string> lines)
    {
        Line(page, $"\n{title}");
        bool any = false;
        foreach (string line in lines)
        {
            any = true;
            Line(page, $"  {line}");
        }

        if (!any)
            Line(page, $"  nothing");
    }

    private static void Line(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string At(DateTimeOffset moment) => moment.UtcDateTime.ToString(Clock, CultureInfo.InvariantCulture);
}
