using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Incidents as bars in time, one line for each component that had some.</summary>
internal readonly record struct Timeline(IReadOnlyList<Incident> Incidents, DateTimeOffset Now) : IFragment
{
    private const int MostLines = 12;
    private const double Left = 150;
    private const double Width = 850;
    private const int Row = 22;

    public void WriteTo(HtmlWriter writer)
    {
        if (Incidents.Count == 0)
            return;
        DateTimeOffset now = Now;
        DateTimeOffset first = Incidents.Min(static incident => incident.OpenedAt);
        TimeSpan span = now - first;
        if (span < TimeSpan.FromMinutes(1))
            span = TimeSpan.FromMinutes(1);
        first = now - span;
        IGrouping<ComponentName, Incident>[] lines =
        [
            .. Incidents.GroupBy(static incident => incident.Component).OrderByDescending(static group => group.Max(static incident => incident.OpenedAt)).Take(MostLines),
        ];
        int height = lines.Length * Row + 24;
        writer.Write($"""<svg class="timeline" viewBox="0 0 {Left + Width} {height}" role="img" aria-label="{Phrase.Count(Incidents.Count, "incident")} of {Phrase.Count(lines.Length, "component")} within {Phrase.Of(span)}">""");
        for (int i = 0; i < lines.Length; i++)
        {
            double y = i * Row + 4;
            string name = lines[i].Key.Value;
            writer.Write($"""<text class="name" x="{Left - 10}" y="{y + 12}">{(name.Length <= 20 ? name : string.Concat(name.AsSpan(0, 19), "…"))}</text><path class="axis" d="M{Left} {y + 8}h{Width}"/>""");
            foreach (Incident incident in lines[i])
            {
                double from = Left + Math.Max(0, (incident.OpenedAt - first) / span) * Width;
                double to = Left + Math.Min(1, ((incident.ClosedAt ?? now) - first) / span) * Width;
                string kind = incident.ClosedAt is null ? $"open {Phrase.Of<HealthState>(incident.Severity)}" : "closed";
                writer.Write($"""<a href="{Address.To(incident.Id)}" aria-label="Incident {incident.Id} of {incident.Component}"><rect class="{kind}" x="{from}" y="{y}" width="{Math.Max(5, to - from)}" height="16" rx="3"/></a>""");
            }
        }

        double foot = lines.Length * Row + 18;
        writer.Write($"""<text x="{Left}" y="{foot}">{Phrase.Of(span)} ago</text><text class="end" x="{Left + Width}" y="{foot}">now</text></svg>""");
    }
}
