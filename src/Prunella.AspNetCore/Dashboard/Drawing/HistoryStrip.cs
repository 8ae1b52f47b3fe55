using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>The last states of a component as a band in time; a worse state is drawn taller, so that it shows without colour.</summary>
internal readonly record struct HistoryStrip(ComponentHealth Component, DateTimeOffset Now) : IFragment
{
    private const double Width = 600;

    public void WriteTo(HtmlWriter writer)
    {
        IReadOnlyList<HealthTransition> history = Component.History;
        if (history.Count == 0)
            return;
        DateTimeOffset first = history[0].At;
        double span = Math.Max(1, (Now - first).TotalSeconds);
        writer.Write($"""<svg class="strip" viewBox="0 0 {Width} 40" preserveAspectRatio="none" role="img" aria-label="States since the first known change: {Spoken(history)}">""");
        for (int i = 0; i < history.Count; i++)
        {
            DateTimeOffset end = i + 1 < history.Count ? history[i + 1].At : Now;
            double from = (history[i].At - first).TotalSeconds / span * Width;
            double to = Math.Max(from + 1.5, (end - first).TotalSeconds / span * Width);
            double height = 10 + (3 - (int)history[i].To) * 10;
            writer.Write($"""<rect class="{Phrase.Of<HealthState>(history[i].To)}" x="{from}" y="{40 - height}" width="{to - from}" height="{height}"/>""");
        }

        writer.Write($"""</svg>""");
    }

    private static string Spoken(IReadOnlyList<HealthTransition> history) =>
        string.Join(", then ", history.TakeLast(6).Select(static change => Phrase.Of<HealthState>(change.To)));
}
