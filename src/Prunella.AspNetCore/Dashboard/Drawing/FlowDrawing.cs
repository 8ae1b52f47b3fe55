using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Steps and what follows what, from top to bottom; what is unusual is dashed, and stands in words below.</summary>
internal readonly record struct FlowDrawing(PanelBlock.Flow Flow) : IFragment
{
    private const int Wide = 232, High = 88, NodeWidth = 200, NodeHeight = 48, Longest = 27, Most = 12;

    public void WriteTo(HtmlWriter writer)
    {
        if (Flow.Nodes.Count == 0)
            return;
        double width = Flow.Nodes.Max(static node => node.Column) * Wide + NodeWidth + 4;
        int height = Flow.Nodes.Max(static node => node.Row) * High + NodeHeight + 4;
        writer.Write($"""<div class="scroll"><svg class="flow" viewBox="0 0 {width} {height}" width="{width}" role="group" aria-label="What follows what: {Phrase.Count(Flow.Nodes.Count, "step")}">""");
        foreach (FlowArrow arrow in Flow.Arrows.OrderBy(static arrow => arrow.IsUnusual))
            Arrow(writer, Flow.Nodes[arrow.From], Flow.Nodes[arrow.To], arrow);
        foreach (FlowNode node in Flow.Nodes)
        {
            (double x, double y) = (node.Column * Wide + 2, node.Row * High + 2);
            string shown = node.Name.Length <= Longest ? node.Name : string.Concat(node.Name.AsSpan(0, Longest - 1), "…");
            writer.Write($"""<g class="step"><title>{node.Name}</title><rect x="{x}" y="{y}" width="{NodeWidth}" height="{NodeHeight}" rx="8"/><text x="{x + 10}" y="{y + 20}">{shown}</text><text class="note" x="{x + 10}" y="{y + 38}">{node.Note}</text></g>""");
        }

        writer.Write($"""</svg></div>""");
        Unusual(writer);
    }

    private void Unusual(HtmlWriter writer)
    {
        FlowArrow[] unusual = [.. Flow.Arrows.Where(static arrow => arrow.IsUnusual).Take(Most)];
        if (unusual.Length == 0)
            return;
        writer.Write($"""<ul class="evidence">""");
        foreach (FlowArrow arrow in unusual)
            writer.Write($"""<li>After <strong>{Flow.Nodes[arrow.From].Name}</strong> comes <strong>{Flow.Nodes[arrow.To].Name}</strong> {arrow.Text}, which is unusual.</li>""");
        writer.Write($"""</ul>""");
    }

    private static void Arrow(HtmlWriter writer, FlowNode from, FlowNode to, FlowArrow arrow)
    {
        string kind = arrow.IsUnusual ? "edge unusual" : "edge";
        double x1 = from.Column * Wide + 2 + NodeWidth / 2.0, y1 = from.Row * High + 2 + NodeHeight, x2 = to.Column * Wide + 2 + NodeWidth / 2.0, y2 = to.Row * High + 2;
        double weight = 1 + 4 * Math.Clamp(arrow.Weight, 0, 1), bend = High / 2.5;
        if (to.Row <= from.Row)
        {
            // Back up, or to itself: by the right side.
            (x1, y1) = (x1 + NodeWidth / 2.0, y1 - NodeHeight / 2.0);
            (x2, y2) = (x2 + NodeWidth / 2.0, y2 + NodeHeight / 2.0 + 6);
            writer.Write($"""<path class="{kind}" stroke-width="{weight}" d="M{x1} {y1 - 6}C{x1 + bend} {y1 - 6} {x2 + bend} {y2} {x2} {y2}"><title>{arrow.Text}</title></path>""");
            return;
        }

        writer.Write($"""<path class="{kind}" stroke-width="{weight}" d="M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2 - 5}"><title>{arrow.Text}</title></path>""");
        writer.Write($"""<path class="tip" d="M{x2 - 5} {y2 - 8}h10l-5 8z"/>""");
    }
}
