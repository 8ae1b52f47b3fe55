using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>One component: how it is and was, whom it needs, what was done to it.</summary>
internal static class ComponentPage
{
    private const int MostFacts = 50;

    public static async ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (!ComponentName.TryParse(request.Argument, out ComponentName name) || !request.Picture.Health.Components.TryGetValue(name, out ComponentHealth? component))
            return null;
        var facts = new List<JournalEntry>();
        await foreach (JournalEntry entry in request.Journal.QueryAsync(
            new JournalQuery { Component = name, From = request.Picture.At - TimeSpan.FromHours(24), Last = MostFacts }, cancellationToken))
            facts.Insert(0, entry);
        Incident[] incidents = [.. request.Picture.Recovery.Closed.Concat(request.Picture.Recovery.Open).Where(incident => incident.Component == name).Reverse().Take(10)];

        return new PageBody(name.Value,
        [
            new Part("state", writer => State(writer, request, component)),
            new Part("history", writer => History(writer, component, request.Picture.At)),
            new Part("incidents", writer => Incidents(writer, incidents)),
            new Part("facts", writer =>
            {
                writer.Write($"""<section aria-labelledby="facts-title"><h2 id="facts-title">In the journal of the last day</h2>""");
                JournalTable.Write(writer, facts, withIncident: true);
                writer.Write($"""</section>""");
            }),
        ])
        {
            Question = component.Description.Kind,
        };
    }

    private static void State(HtmlWriter writer, PageRequest request, ComponentHealth component)
    {
        ComponentName name = component.Description.Name;
        bool known = component.Own is not null || component.State != HealthState.Healthy;
        writer.Write($"""<dl class="facts"><div><dt>State</dt><dd>{new StateMark(known ? component.State : null)}</dd></div><div><dt>Because</dt><dd>{component.Reason}</dd></div><div><dt>Since</dt><dd>{new When(component.Since)}</dd></div>""");
        if (component.SymptomOf is { } cause)
            writer.Write($"""<div><dt>Symptom of</dt><dd>{new ComponentLink(cause)}</dd></div>""");
        Names(writer, "Requires", component.Description.Requires);
        Names(writer, "Uses", component.Description.Uses);
        Names(writer, "Needed by",
            [.. request.Picture.Health.Components.Values.Select(static other => other.Description).Where(other => other.Requires.Contains(name) || other.Uses.Contains(name)).Select(static other => other.Name)]);
        if (request.Picture.Processes.TryGetValue(name, out ProcessPicture? process))
        {
            writer.Write($"""<div><dt>Process</dt><dd>{process.ProcessId}, up {Phrase.Of(process.Uptime)}, {Phrase.Count(process.Restarts, "restart")}</dd></div>""");
            if (process.MemoryBytes is { } bytes)
                writer.Write($"""<div><dt>Memory</dt><dd>{Phrase.Bytes(bytes)}</dd></div>""");
            if (process.Cores is { } cores)
                writer.Write($"""<div><dt>Processor</dt><dd>{cores} cores</dd></div>""");
            if (process.StandbyReady > 0)
                writer.Write($"""<div><dt>Standby</dt><dd>{process.StandbyReady} ready</dd></div>""");
        }

        if (request.Picture.Recovery.ComponentBudgets.TryGetValue(name, out int left))
            writer.Write($"""<div><dt>Budget</dt><dd>{left} unhelpful actions left</dd></div>""");
        writer.Write($"""</dl>""");
        if (process is not null)
            writer.Write($"""<p class="does">{new OperationLink(request, "restart", name.Value, $"Restart {name}")}</p>""");
    }

    private static void Names(HtmlWriter writer, string label, IReadOnlyList<ComponentName> names)
    {
        if (names.Count == 0)
            return;
        writer.Write($"""<div><dt>{label}</dt><dd>""");
        foreach ((int index, ComponentName name) in names.Take(40).Index())
        {
            if (index > 0)
                writer.Write($", ");
            writer.Write($"{new ComponentLink(name)}");
        }

        writer.Write($"""</dd></div>""");
    }

    private static void History(HtmlWriter writer, ComponentHealth component, DateTimeOffset now)
    {
        if (component.History.Count == 0)
            return;
        // Whole minutes: the band moves on its own once a minute, and at each change.
        DateTimeOffset until = component.History[^1].At > now ? component.History[^1].At : new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMinute + TimeSpan.TicksPerMinute, now.Offset);
        writer.Write($"""<section aria-labelledby="history-title"><h2 id="history-title">History</h2>{new HistoryStrip(component, until)}<ul class="history">""");
        foreach (HealthTransition change in component.History.Reverse().Take(20))
            writer.Write($"""<li>{new When(change.At)} {new StateMark(change.To)} <span class="why">{change.Reason}</span></li>""");
        writer.Write($"""</ul></section>""");
    }

    private static void Incidents(HtmlWriter writer, Incident[] incidents)
    {
        if (incidents.Length == 0)
            return;
        writer.Write($"""<section aria-labelledby="incidents-title"><h2 id="incidents-title">Incidents</h2><ul class="rows">""");
        foreach (Incident incident in incidents)
            writer.Write($"""<li class="row">{new Standing(incident)} <span class="name"><a href="{Address.To(incident.Id)}">{incident.Id}</a></span> <span class="why">{incident.Cause}</span> <span class="since">{new When(incident.OpenedAt)}</span></li>""");
        writer.Write($"""</ul></section>""");
    }
}
