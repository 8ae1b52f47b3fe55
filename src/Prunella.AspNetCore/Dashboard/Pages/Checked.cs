using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Recovery;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Whether an action helped.</summary>
internal readonly record struct Checked(ActionAttempt Attempt) : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        switch (Attempt.Verdict)
        {
            case ActionVerdict.Better:
                writer.Write($"""<span class="mark healthy">{new Glyph(GlyphKind.Healthy)} helped</span>""");
                break;
            case ActionVerdict.Same:
                writer.Write($"""<span class="mark degraded">{new Glyph(GlyphKind.Degraded)} did not help</span>""");
                break;
            case ActionVerdict.Worse:
                writer.Write($"""<span class="mark failed">{new Glyph(GlyphKind.Failed)} made it worse</span>""");
                break;
            default:
                writer.Write($"""<span class="mark unknown">{new Glyph(GlyphKind.Waiting)} not known yet</span>""");
                break;
        }

        if (Attempt.Detail.Length > 0)
            writer.Write($"""<br><span class="quiet">{Attempt.Detail}</span>""");
    }
}
