using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Recovery;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The error behind an incident: what it is called, whether it is known, and what is to be done.</summary>
internal static class ErrorBody
{
    public static void Write(HtmlWriter writer, IReadOnlyList<JournalEntry> facts)
    {
        if (facts.LastOrDefault(static entry => entry.Event is ErrorRecognised) is not { Event: ErrorRecognised error })
            return;
        writer.Write($"""<section aria-labelledby="error-title"><h2 id="error-title">Error</h2><ul class="evidence">""");
        foreach (string line in ErrorWords.Of(error))
            writer.Write($"""<li>{line}</li>""");
        writer.Write($"""</ul></section>""");
        if (facts.LastOrDefault(static entry => entry.Event is CommitsSuspected) is { Event: CommitsSuspected causes })
            WriteCauses(writer, causes);
    }

    private static void WriteCauses(HtmlWriter writer, CommitsSuspected causes)
    {
        writer.Write($"""<section aria-labelledby="commits-title"><h2 id="commits-title">Commits behind it</h2><ul class="evidence">""");
        foreach (string line in ErrorWords.Of(causes))
            writer.Write($"""<li>{line}</li>""");
        writer.Write($"""</ul></section>""");
    }
}
