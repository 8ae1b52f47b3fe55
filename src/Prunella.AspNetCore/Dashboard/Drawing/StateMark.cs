using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>A state of health: sign, word and colour.</summary>
/// <param name="State">Null where nothing is known yet.</param>
internal readonly record struct StateMark(HealthState? State) : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        if (State is { } state)
            writer.Write($"""<span class="mark {Phrase.Of<HealthState>(state)}">{new Glyph(GlyphKinds.Of(state))} {Phrase.Of<HealthState>(state)}</span>""");
        else
            writer.Write($"""<span class="mark unknown">{new Glyph(GlyphKind.Unknown)} not known yet</span>""");
    }
}
