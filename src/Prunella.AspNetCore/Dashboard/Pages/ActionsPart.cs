using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The last actions: what was seen, why it was so, what was done, and whether it helped.</summary>
internal static class ActionsPart
{
    private const int Most = 10;

    public static Part Of(PageRequest request) => new("actions", writer => Write(writer, request.Picture));

    private static void Write(HtmlWriter writer, SystemPicture picture)
    {
        (Incident Incident, ActionAttempt Attempt)[] last =
        [
            .. picture.Recovery.Closed.TakeLast(Most).Concat(picture.Recovery.Open)
                .SelectMany(static incident => incident.Attempts.Select(attempt => (Incident: incident, Attempt: attempt)))
                .Where(static pair => pair.Attempt.StartedAt is not null)
                .OrderByDescending(static pair => pair.Attempt.StartedAt)
                .Take(Most),
        ];
        writer.Write($"""<section aria-labelledby="actions-title"><h2 id="actions-title">Last actions</h2>""");
        if (last.Length == 0)
        {
            writer.Write($"""<p class="quiet">Nothing had to be done.</p></section>""");
            return;
        }

        writer.Write($"""<table class="actions stack"><thead><tr><th scope="col">Seen</th><th scope="col">Cause</th><th scope="col">Done</th><th scope="col">Checked</th></tr></thead><tbody>""");
        foreach ((Incident incident, ActionAttempt attempt) in last)
        {
            writer.Write($"""<tr><td data-label="Seen">{new When(incident.OpenedAt)}<br><a href="{Address.To(incident.Id)}">{incident.Component}</a></td><td data-label="Cause">{incident.Cause}</td>""");
            writer.Write($"""<td data-label="Done">{attempt.Action}<br><span class="quiet">tier {(int)attempt.Tier}{(attempt.Number > 1 ? $", try {attempt.Number}" : string.Empty)}{(attempt.Duration is { } took ? $", {Phrase.Of(took)}" : string.Empty)}</span></td><td data-label="Checked">{new Checked(attempt)}</td></tr>""");
        }

        writer.Write($"""</tbody></table></section>""");
    }
}
