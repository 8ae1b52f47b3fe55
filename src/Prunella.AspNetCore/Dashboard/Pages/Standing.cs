using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Where an incident stands: a word, a sign, and how long it took.</summary>
internal readonly record struct Standing(Incident Incident) : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        if (Incident is { ClosedAt: { } closed, Outcome: { } outcome })
        {
            GlyphKind sign = outcome == IncidentOutcome.Dismissed ? GlyphKind.Person : GlyphKind.Healthy;
            string kind = outcome == IncidentOutcome.Dismissed ? "unknown" : "healthy";
            writer.Write($"""<span class="mark {kind}">{new Glyph(sign)} {Phrase.Of(outcome).Replace('-', ' ')}</span><br><span class="quiet">after {Phrase.Of(closed - Incident.OpenedAt)}</span>""");
            return;
        }

        (GlyphKind glyph, string word) = Incident switch
        {
            { Pending: not null } => (GlyphKind.Waiting, "waits for a person"),
            { State: IncidentState.HandedOver } => (GlyphKind.Person, "handed over"),
            { State: IncidentState.Verifying } => (GlyphKind.Waiting, "being checked"),
            { State: IncidentState.Healing } => (GlyphKind.Waiting, "being healed"),
            _ => (GlyphKinds.Of(Incident.Severity), "open"),
        };
        writer.Write($"""<span class="mark {Phrase.Of<HealthState>(Incident.Severity)}">{new Glyph(glyph)} {word}</span>""");
    }
}
