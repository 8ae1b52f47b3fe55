using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Matters beside each other, each with what speaks for it behind a word that opens it.</summary>
internal readonly record struct CardList(IReadOnlyList<PanelCard> Cards) : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        writer.Write($"""<div class="cards">""");
        foreach (PanelCard card in Cards)
            Write(writer, card);
        writer.Write($"""</div>""");
    }

    private static void Write(HtmlWriter writer, PanelCard card)
    {
        writer.Write($"""<article class="card" aria-labelledby="card-{card.Name}"><h3 id="card-{card.Name}">{new Said(card.Title)}</h3><dl class="facts">""");
        foreach ((string label, Words value) in card.Facts)
            writer.Write($"""<div><dt>{label}</dt><dd>{new Said(value)}</dd></div>""");
        writer.Write($"""</dl>""");
        if (card.Text is { } text)
            writer.Write($"""<p>{text}</p>""");
        if (card.More.Count > 0)
        {
            writer.Write($"""<details id="more-{card.Name}"><summary>{card.MoreTitle}</summary><ul class="evidence">""");
            foreach (string line in card.More)
                writer.Write($"""<li>{line}</li>""");
            writer.Write($"""</ul></details>""");
        }

        writer.Write($"""</article>""");
    }
}
