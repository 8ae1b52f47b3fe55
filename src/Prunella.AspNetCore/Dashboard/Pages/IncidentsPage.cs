using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>All incidents that are known, and one of them with its evidence.</summary>
internal sealed class IncidentsPage : IPage
{
    private const int Most = 100;

    public string Name => "incidents";

    public string Title => "Incidents";

    public async ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Argument.Length > 0)
            return await IncidentPage.ComposeAsync(request, cancellationToken);
        Incident[] newest = [.. request.Picture.Recovery.Closed.Concat(request.Picture.Recovery.Open).OrderByDescending(static incident => incident.OpenedAt).Take(Most)];
        return new PageBody("Incidents",
        [
            new Part("timeline", writer => writer.Write($"""<div class="scroll">{new Timeline(newest, request.Picture.At)}</div>""")),
            new Part("incidents", writer => List(writer, newest)),
        ])
        {
            Question = "What went wrong, what was done about it, and did it help?",
        };
    }

    private static void List(HtmlWriter writer, Incident[] newest)
    {
        if (newest.Length == 0)
        {
            writer.Write($"""<p class="quiet">No incident since the start.</p>""");
            return;
        }

        writer.Write($"""<table class="stack"><thead><tr><th scope="col">Incident</th><th scope="col">Component</th><th scope="col">Cause</th><th scope="col">Tried</th><th scope="col">Stands</th></tr></thead><tbody>""");
        foreach (Incident incident in newest)
        {
            ActionAttempt[] tried = [.. incident.Attempts.Where(static attempt => attempt.StartedAt is not null)];
            writer.Write($"""<tr><td data-label="Incident"><a href="{Address.To(incident.Id)}">{incident.Id}</a><br>{new When(incident.OpenedAt)}</td><td data-label="Component">{new ComponentLink(incident.Component)}</td><td data-label="Cause">{incident.Cause}</td>""");
            writer.Write($"""<td data-label="Tried">{(tried.Length == 0 ? "nothing" : string.Join(", ", tried.Select(static attempt => attempt.Action).Distinct()))}</td><td data-label="Stands">{new Standing(incident)}</td></tr>""");
        }

        writer.Write($"""</tbody></table>""");
    }
}
