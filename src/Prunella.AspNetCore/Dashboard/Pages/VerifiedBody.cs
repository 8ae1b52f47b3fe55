using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Whether the journal's chain is whole.</summary>
internal static class VerifiedBody
{
    public static PageBody Of(JournalVerification? found) => new("Audit: the chain", [new Part("verified", writer => Write(writer, found))]);

    private static void Write(HtmlWriter writer, JournalVerification? found)
    {
        if (found is null)
        {
            writer.Write($"""<p>The journal is kept in memory alone: there is no chain to verify. Give it a directory: <code>Prunella:Journal:Directory</code>.</p>""");
        }
        else
        {
            GlyphKind glyph = found.IsWhole ? GlyphKind.Healthy : GlyphKind.Failed;
            string kind = found.IsWhole ? "healthy" : "failed";
            writer.Write($"""<p class="verdict {kind}">{new Glyph(glyph)}<span>{(found.IsWhole ? "Every link of the chain holds." : "The chain is broken.")}</span></p>""");
            writer.Write($"""<dl class="facts"><div><dt>Files</dt><dd>{found.Files}</dd></div><div><dt>Entries</dt><dd>{found.Entries}</dd></div><div><dt>Missing</dt><dd>{found.Missing}</dd></div>""");
            if (found.FirstTime is { } first && found.LastTime is { } last)
                writer.Write($"""<div><dt>From</dt><dd>{new When(first)}</dd></div><div><dt>Until</dt><dd>{new When(last)}</dd></div>""");
            if (found.Head is { } head)
                writer.Write($"""<div><dt>Head</dt><dd><code>{head.Sequence} {head.Hash}</code></dd></div>""");
            writer.Write($"""</dl>""");
            if (found.BeginningIsCut)
                writer.Write($"""<p class="quiet">The beginning is gone: deleted because the files grew too large.</p>""");
            if (found.Fault is { } fault)
                writer.Write($"""<p class="tone-bad">{fault.File}, line {fault.Line}: {fault.Reason}</p>""");
            writer.Write($"""<p class="quiet">Note the head elsewhere, and it proves later that nothing before it was changed or cut off.</p>""");
        }

        writer.Write($"""<p class="does"><a class="button" href="audit">Back to the journal</a></p>""");
    }
}
