using Prunella.Health;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The whole in a sentence: does it serve, and what is being done.</summary>
/// <param name="State">The state of the whole; null where nothing is watched.</param>
/// <param name="Sentence">For somebody who was just woken.</param>
/// <param name="Needs">How many things wait for a person.</param>
internal sealed record Verdict(HealthState? State, string Sentence, int Needs)
{
    public static Verdict Of(SystemPicture picture)
    {
        int needs = NeedsPart.Count(picture);
        int count = picture.Health.Components.Count;
        if (count == 0)
            return new Verdict(null, "Nothing is watched yet.", needs);
        if (picture.Recovery.Open is [.., _] open)
            return new Verdict(picture.Health.State, Troubled(picture, open), needs);
        ComponentHealth[] ill = [.. picture.Health.Components.Values.Where(static component => component.State != HealthState.Healthy)];
        return new Verdict(picture.Health.State, ill.Length == 0 ? Well(count) : Uneasy(ill, count), needs);
    }

    private static string Well(int count) => count == 1 ? "The one component serves." : $"All {count} components serve.";

    private static string Uneasy(ComponentHealth[] ill, int count)
    {
        ComponentHealth[] roots = [.. ill.Where(static component => component.SymptomOf is null).OrderBy(static component => component.State)];
        ComponentHealth first = roots.FirstOrDefault() ?? ill[0];
        string others = ill.Length == 1 ? $"the other {count - 1} serve" : $"{ill.Length} of {count} components are affected";
        return count == 1
            ? $"{first.Description.Name} is {Phrase.Of(first.State).Text}."
            : $"{first.Description.Name} is {Phrase.Of(first.State).Text}; {others}.";
    }

    private static string Troubled(SystemPicture picture, IReadOnlyList<Incident> open)
    {
        Incident worst = open.OrderBy(static incident => incident.Severity).ThenBy(static incident => incident.OpenedAt).First();
        string doing = worst switch
        {
            _ when picture.Stopped is not null => "healing is stopped",
            { Pending: { } pending } => $"{pending.Action} waits for a person",
            { State: IncidentState.HandedOver } => "it is handed over to a person",
            { State: IncidentState.Verifying, Attempts: [.., var last] } => $"{last.Action} is done and being checked",
            { State: IncidentState.Healing, Attempts: [.., { StartedAt: not null } last] } => $"{last.Action} runs",
            _ => picture.Recovery.Waits.TryGetValue(worst.Id, out string? wait) ? $"waiting: {wait}" : "healing begins",
        };
        string state = picture.Health.Components.TryGetValue(worst.Component, out ComponentHealth? component) && component.State != HealthState.Healthy
            ? $"is {Phrase.Of(component.State).Text}"
            : "was in trouble and serves again";
        string more = open.Count > 1 ? $" {Phrase.Count(open.Count - 1, "more incident")}." : string.Empty;
        return $"{worst.Component} {state}; {doing}.{more}";
    }
}
