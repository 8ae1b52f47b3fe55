using Prunella.AspNetCore.Dashboard.Html;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>What is left of an allowance: a mark for each that may still be used, a hollow one for each that is spent.</summary>
internal readonly record struct Ticks(int Left, int Capacity) : IFragment
{
    private const int Most = 40;

    public void WriteTo(HtmlWriter writer)
    {
        int shown = Math.Clamp(Capacity, 1, Most);
        int full = Math.Clamp((int)Math.Round((double)Left / Math.Max(1, Capacity) * shown), 0, shown);
        writer.Write($"""<svg class="ticks" viewBox="0 0 {shown * 6} 12" width="{shown * 6}" height="12" aria-hidden="true">""");
        for (int i = 0; i < shown; i++)
        {
            string kind = i < full ? "full" : "spent";
            writer.Write($"""<rect class="{kind}" x="{i * 6 + 0.5}" y="0.5" width="3" height="11" rx="1"/>""");
        }

        writer.Write($"""</svg>""");
    }
}
