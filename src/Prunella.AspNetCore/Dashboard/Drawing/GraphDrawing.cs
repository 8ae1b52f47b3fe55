using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Who needs whom, in layers: what is needed stands on the left. Where there are too many, those in trouble and their neighbours are drawn.</summary>
internal readonly record struct GraphDrawing(SystemHealth Health) : IFragment
{
    public const int Most = 60;
    private const int NodeWidth = 150;
    private const int NodeHeight = 40;
    private const int LayerGap = 90;
    private const int NodeGap = 18;

    public void WriteTo(HtmlWriter writer)
    {
        GraphLayout layout = GraphLayout.Of(Chosen(Health));
        if (layout.Places.Count == 0)
            return;
        int width = layout.Layers * (NodeWidth + LayerGap) - LayerGap + 4;
        int height = layout.Tallest * (NodeHeight + NodeGap) - NodeGap + 4;
        writer.Write($"""<svg class="graph" viewBox="0 0 {width} {height}" width="{width}" role="group" aria-label="Who needs whom: {Phrase.Count(layout.Places.Count, "component")}">""");
        foreach (GraphEdge edge in layout.Edges)
            Edge(writer, layout, edge, height);
        foreach ((ComponentName name, GraphPlace place) in layout.Places.OrderBy(static pair => pair.Value.Layer).ThenBy(static pair => pair.Value.Row))
            Node(writer, Health.Components[name], place, Top(layout, place, height));
        writer.Write($"""</svg>""");
    }

    private static void Edge(HtmlWriter writer, GraphLayout layout, GraphEdge edge, int height)
    {
        GraphPlace from = layout.Places[edge.Needed];
        GraphPlace to = layout.Places[edge.Needs];
        double x1 = from.Layer * (NodeWidth + LayerGap) + NodeWidth + 2;
        double x2 = to.Layer * (NodeWidth + LayerGap) + 2;
        double y1 = Top(layout, from, height) + NodeHeight / 2;
        double y2 = Top(layout, to, height) + NodeHeight / 2;
        double bend = Math.Max(30, (x2 - x1) / 2);
        string kind = edge.Required ? "edge" : "edge uses";
        writer.Write($"""<path class="{kind}" d="M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"/>""");
    }

    private static void Node(HtmlWriter writer, ComponentHealth component, GraphPlace place, double y)
    {
        double x = place.Layer * (NodeWidth + LayerGap) + 2;
        string state = component.Own is null && component.State == HealthState.Healthy ? "unknown" : Phrase.Of<HealthState>(component.State);
        string name = component.Description.Name.Value;
        string shown = name.Length <= 15 ? name : string.Concat(name.AsSpan(0, 14), "…");
        writer.Write($"""<a href="{Address.To(component.Description.Name)}" aria-label="{name}: {state}"><g class="node {state}"><rect x="{x}" y="{y}" width="{NodeWidth}" height="{NodeHeight}" rx="8"/>""");
        writer.Write($"""<svg x="{x + 11}" y="{y + 12}" width="16" height="16">{new Glyph(GlyphKinds.Of(component.State))}</svg><text x="{x + 35}" y="{y + 25}">{shown}</text></g></a>""");
    }

    private static double Top(GraphLayout layout, GraphPlace place, int height)
    {
        int column = layout.Sizes[place.Layer] * (NodeHeight + NodeGap) - NodeGap;
        return (height - column) / 2.0 + place.Row * (NodeHeight + NodeGap);
    }

    private static IReadOnlyList<ComponentHealth> Chosen(SystemHealth health)
    {
        if (health.Components.Count <= Most)
            return [.. health.Components.Values];
        var near = new HashSet<ComponentName>();
        foreach (ComponentHealth ill in health.Components.Values.Where(static component => component.State != HealthState.Healthy).OrderBy(static component => component.State))
        {
            if (near.Count >= Most)
                break;
            _ = near.Add(ill.Description.Name);
            near.UnionWith(ill.Description.Requires.Concat(ill.Description.Uses).Where(health.Components.ContainsKey));
        }

        return [.. near.Take(Most).Select(name => health.Components[name])];
    }
}
