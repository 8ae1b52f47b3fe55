using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>One incident: what was seen, what was considered, what was done, how it ended, and what a person thinks of it.</summary>
internal static class IncidentPage
{
    private const int MostFacts = 300;

    public static async ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (!IncidentId.TryParse(request.Argument, out IncidentId id) || request.Picture.Recovery.Find(id) is not { } incident)
            return null;
        var facts = new List<JournalEntry>();
        await foreach (JournalEntry entry in request.Journal.QueryAsync(
            new JournalQuery { Incident = id, From = incident.OpenedAt - TimeSpan.FromMinutes(1), Last = MostFacts }, cancellationToken))
            facts.Add(entry);

        return new PageBody($"{incident.Component}: {incident.Cause}",
        [
            new Part("story", writer => Story(writer, request, incident)),
            new Part("evidence", writer => Evidence(writer, incident)),
            new Part("error", writer => ErrorBody.Write(writer, facts)),
            new Part("diagnosis", writer => DiagnosisBody.Write(writer, request, facts)),
            new Part("attempts", writer => Attempts(writer, incident, facts)),
            TrendPart.Of(request, incident.OpenedAt - TimeSpan.FromMinutes(5), (incident.ClosedAt ?? request.Picture.At) + TimeSpan.FromMinutes(5), incident.Component),
            new Part("facts", writer => Facts(writer, facts)),
            new Part("rating", writer => Rating(writer, request, incident, facts)),
        ])
        {
            Question = $"Incident {id}",
        };
    }

    private static void Story(HtmlWriter writer, PageRequest request, Incident incident)
    {
        writer.Write($"""<dl class="facts"><div><dt>Stands</dt><dd>{new Standing(incident)}</dd></div><div><dt>Component</dt><dd>{new ComponentLink(incident.Component)}</dd></div>""");
        writer.Write($"""<div><dt>Worst state</dt><dd>{new StateMark(incident.Severity)}</dd></div><div><dt>Opened</dt><dd>{new When(incident.OpenedAt)}</dd></div>""");
        if (incident.ClosedAt is { } closed)
            writer.Write($"""<div><dt>Closed</dt><dd>{new When(closed)}</dd></div>""");
        if (incident.Symptoms.Count > 0)
        {
            writer.Write($"""<div><dt>Symptoms</dt><dd>""");
            foreach ((int index, ComponentName symptom) in incident.Symptoms.Take(40).Index())
            {
                if (index > 0)
                    writer.Write($", ");
                writer.Write($"{new ComponentLink(symptom)}");
            }

            writer.Write($"""</dd></div>""");
        }

        if (request.Picture.Recovery.Waits.TryGetValue(incident.Id, out string? wait))
            writer.Write($"""<div><dt>Waits</dt><dd>{wait}</dd></div>""");
        if (incident.Bundle is { } bundle)
            writer.Write($"""<div><dt>Evidence bundle</dt><dd><code>{bundle}</code></dd></div>""");
        writer.Write($"""</dl>""");
        if (incident.Pending is { } pending)
            writer.Write($"""<p class="does">{new OperationLink(request, "approve", incident.Id.Value, $"Approve {pending.Action}", OperationLevel.Approve, "button strong")} {new OperationLink(request, "reject", incident.Id.Value, "Reject", OperationLevel.Approve)}</p>""");
        else if (incident.ClosedAt is null)
            writer.Write($"""<p class="does">{new OperationLink(request, "dismiss", incident.Id.Value, "Close the incident")}</p>""");
    }

    private static void Evidence(HtmlWriter writer, Incident incident)
    {
        if (incident.Evidence.Count == 0)
            return;
        writer.Write($"""<section aria-labelledby="evidence-title"><h2 id="evidence-title">Seen</h2><ul class="evidence">""");
        foreach (string line in incident.Evidence)
            writer.Write($"""<li>{line}</li>""");
        writer.Write($"""</ul></section>""");
    }

    private static void Attempts(HtmlWriter writer, Incident incident, List<JournalEntry> facts)
    {
        ILookup<string, ActionPlanned> plans = facts.Select(static entry => entry.Event).OfType<ActionPlanned>().ToLookup(static plan => plan.Action);
        writer.Write($"""<section aria-labelledby="done-title"><h2 id="done-title">Considered and done</h2>""");
        if (incident.Attempts.Count == 0)
            writer.Write($"""<p class="quiet">Nothing was done.</p>""");
        else
            writer.Write($"""<ol class="attempts">""");
        foreach (ActionAttempt attempt in incident.Attempts)
        {
            ActionPlanned? plan = plans[attempt.Action].FirstOrDefault(plan => plan.Attempt == attempt.Number) ?? plans[attempt.Action].FirstOrDefault();
            writer.Write($"""<li><p><strong>{attempt.Action}</strong> <span class="quiet">tier {(int)attempt.Tier}, try {attempt.Number}""");
            if (attempt.StartedAt is { } started)
                writer.Write($", {new When(started)}");
            if (attempt.Duration is { } took)
                writer.Write($", took {Phrase.Of(took)}");
            writer.Write($"""</span></p><p>{new Checked(attempt)}</p>""");
            if (plan is { Effects.Count: > 0 })
                writer.Write($"""<p class="quiet">Planned: {Joined(plan.Effects)}. Undo: {(plan.Undo ?? "none").TrimEnd('.')}.</p>""");
            if (plan is { Alternatives.Count: > 0 })
                writer.Write($"""<p class="quiet">Considered besides: {Joined(plan.Alternatives)}.</p>""");
            writer.Write($"""</li>""");
        }

        if (incident.Attempts.Count > 0)
            writer.Write($"""</ol>""");
        writer.Write($"""</section>""");
    }

    private static void Facts(HtmlWriter writer, List<JournalEntry> facts)
    {
        writer.Write($"""<section aria-labelledby="facts-title"><h2 id="facts-title">In the journal</h2>""");
        JournalTable.Write(writer, facts, withIncident: false);
        writer.Write($"""</section>""");
    }

    private static void Rating(HtmlWriter writer, PageRequest request, Incident incident, List<JournalEntry> facts)
    {
        IncidentRated? last = facts.Select(static entry => entry.Event).OfType<IncidentRated>().LastOrDefault();
        if (last is null && !request.May(OperationLevel.Operate))
            return;
        writer.Write($"""<section aria-labelledby="rating-title"><h2 id="rating-title">Was this healed as it should be?</h2>""");
        if (last is not null)
            writer.Write($"""<p>{last.By} said: <strong>{Phrase.Of(last.Rating).Replace('-', ' ')}</strong>. <span class="quiet">{last.Note}</span></p>""");
        writer.Write($"""<p class="does">""");
        foreach (HealingRating rating in Enum.GetValues<HealingRating>())
            writer.Write($"""{new OperationLink(request, "rate", $"{incident.Id}:{Phrase.Of(rating)}", Word(rating))} """);
        writer.Write($"""</p></section>""");
    }

    private static string Joined(IEnumerable<string> sentences) => string.Join("; ", sentences.Select(static sentence => sentence.TrimEnd('.')));

    private static string Word(HealingRating rating) => rating switch
    {
        HealingRating.Right => "Right",
        HealingRating.NotQuite => "Not quite",
        _ => "Wrong",
    };
}
