using Prunella.AspNetCore.Dashboard.Html;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>A small sign. Its shape tells what its colour tells; beside it the word stands.</summary>
internal readonly record struct Glyph(GlyphKind Kind) : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        writer.Write($"""<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">""");
        switch (Kind)
        {
            case GlyphKind.Healthy:
                writer.Write($"""<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.3l2.3 2.3 4.5-4.9"/>""");
                break;
            case GlyphKind.Degraded:
                writer.Write($"""<circle class="ring" cx="8" cy="8" r="6.25"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>""");
                break;
            case GlyphKind.Critical:
                writer.Write($"""<path d="M8 .8l7.4 13.7H.6z"/><path class="cut" d="M8 6v4M8 12v.6"/>""");
                break;
            case GlyphKind.Failed:
                writer.Write($"""<path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/><path class="cut" d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>""");
                break;
            case GlyphKind.Unknown:
                writer.Write($"""<circle class="ring dashed" cx="8" cy="8" r="6.25"/>""");
                break;
            case GlyphKind.Person:
                writer.Write($"""<circle cx="8" cy="4.5" r="3.3"/><path d="M1.8 15c.4-4 3-6 6.2-6s5.8 2 6.2 6z"/>""");
                break;
            case GlyphKind.Stopped:
                writer.Write($"""<rect x="1.5" y="1.5" width="13" height="13" rx="2"/>""");
                break;
            default:
                writer.Write($"""<circle class="ring" cx="8" cy="8" r="6.25"/><path class="line" d="M8 4.5v4l2.6 1.6"/>""");
                break;
        }

        writer.Write($"""</svg>""");
    }
}
