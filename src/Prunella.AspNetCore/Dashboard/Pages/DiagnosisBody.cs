using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What the runtime takes for the cause, with its evidence: the newest diagnosis among the facts of an incident.</summary>
internal static class DiagnosisBody
{
    public static void Write(HtmlWriter writer, PageRequest request, IReadOnlyList<JournalEntry> facts)
    {
        if (facts.LastOrDefault(static entry => entry.Event is DiagnosisMade) is not { Event: DiagnosisMade made } entry)
            return;
        writer.Write($"""<section aria-labelledby="diagnosis-title"><h2 id="diagnosis-title">Diagnosis</h2><p>{made.Reason}</p>""");
        if (made.Suspects.Count > 0)
            writer.Write($"""<ol class="attempts">""");
        foreach (DiagnosedSuspect suspect in made.Suspects)
        {
            writer.Write($"""<li><p><strong>""");
            if (ComponentName.TryParse(suspect.Component, out ComponentName component) && request.Picture.Health.Components.ContainsKey(component))
                writer.Write($"{new ComponentLink(component)}");
            else
                writer.Write($"{suspect.Component}");
            writer.Write($"""</strong> <span class="quiet">confidence {Phrase.Share(suspect.Confidence)}</span></p><ul class="evidence">""");
            foreach (string line in suspect.Evidence)
                writer.Write($"""<li>{line}</li>""");
            writer.Write($"""</ul></li>""");
        }

        if (made.Suspects.Count > 0)
            writer.Write($"""</ol>""");
        writer.Write($"""<p class="quiet">By {Phrase.Count(made.Series, "series", "series")} and {Phrase.Count(made.Calls, "call")} between components, {new When(entry.Time)}.</p></section>""");
    }
}
