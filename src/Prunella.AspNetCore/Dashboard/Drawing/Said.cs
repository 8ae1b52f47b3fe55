using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Words in their tone.</summary>
internal readonly record struct Said(Words Words) : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        if (Words.Tone == Tone.Plain)
            writer.Write($"{Words.Text}");
        else
            writer.Write($"""<span class="tone-{Phrase.Of(Words.Tone)}">{Words.Text}</span>""");
    }
}
