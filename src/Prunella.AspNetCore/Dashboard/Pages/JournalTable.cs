using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Facts, a line each.</summary>
internal static class JournalTable
{
    public static void Write(HtmlWriter writer, IReadOnlyCollection<JournalEntry> entries, bool withIncident)
    {
        if (entries.Count == 0)
        {
            writer.Write($"""<p class="quiet">No facts.</p>""");
            return;
        }

        writer.Write($"""<table class="journal stack"><thead><tr><th scope="col" class="number">No.</th><th scope="col">Time</th><th scope="col">About</th><th scope="col">Fact</th></tr></thead><tbody>""");
        foreach (JournalEntry entry in entries)
        {
            writer.Write($"""<tr><td data-label="No." class="number">{entry.Sequence}</td><td data-label="Time">{new When(entry.Time)}</td><td data-label="About">""");
            if (entry.Event.Component is { } component)
                writer.Write($"{new ComponentLink(component)}");
            else
                writer.Write($"""<span class="quiet">{entry.Source}</span>""");
            writer.Write($"""</td><td data-label="Fact">{new Said(EventPhrase.Of(entry.Event))}""");
            if (withIncident && entry.Event.Incident is { } incident)
                writer.Write($""" <a class="quiet" href="{Address.To(incident)}" aria-label="Incident {incident}">{incident}</a>""");
            writer.Write($"""</td></tr>""");
        }

        writer.Write($"""</tbody></table>""");
    }
}
