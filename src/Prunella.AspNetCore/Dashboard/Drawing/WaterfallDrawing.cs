using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Pieces of work, each with a bar for each part by when it ran; closed until it is asked for.</summary>
internal readonly record struct WaterfallDrawing(IReadOnlyList<Waterfall> Items) : IFragment
{
    private const int Width = 400, Height = 12, Deepest = 8;

    public void WriteTo(HtmlWriter writer)
    {
        foreach (Waterfall item in Items)
        {
            writer.Write($"""<details class="well" id="work-{item.Name}"><summary>{item.Title} {new Said(item.Note)}</summary><div class="scroll"><table class="waterfall"><thead><tr><th scope="col">part</th><th scope="col">when</th><th scope="col" class="number">time</th></tr></thead><tbody>""");
            foreach (WaterfallRow row in item.Rows)
                Row(writer, row);
            writer.Write($"""</tbody></table></div></details>""");
        }
    }

    private static void Row(HtmlWriter writer, WaterfallRow row)
    {
        double from = Math.Clamp(row.From, 0, 1) * Width, length = Math.Max(2, Math.Clamp(row.Length, 0, 1) * Width);
        from = Math.Min(from, Width - 2);
        string kind = row.IsBad ? "bad" : "good";
        writer.Write($"""<tr><th scope="row" class="depth{Math.Clamp(row.Depth, 0, Deepest)}">{row.Label}</th><td><svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" aria-hidden="true"><rect class="{kind}" x="{from}" y="1" width="{Math.Min(length, Width - from)}" height="{Height - 2}" rx="2"/></svg></td>""");
        writer.Write($"""<td class="number">{new Said(row.Value)}</td></tr>""");
    }
}
