using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>A row of small fields for each thing: what is above its usual is warm and taller, what is below is cool and shorter, so that it shows without colour.</summary>
internal readonly record struct HeatDrawing(PanelBlock.Heat Heat) : IFragment
{
    private const int CellWidth = 10, Height = 24, Steps = 4;
    private const double Told = 0.25;

    public void WriteTo(HtmlWriter writer)
    {
        writer.Write($"""<div class="scroll"><table class="heat"><thead><tr><th scope="col">operation</th><th scope="col">{new When(Heat.From)} to {new When(Heat.Until)}</th>""");
        foreach (string column in Heat.Columns)
            writer.Write($"""<th scope="col" class="number">{column}</th>""");
        writer.Write($"""</tr></thead><tbody>""");
        foreach (HeatRow row in Heat.Rows)
        {
            writer.Write($"""<tr><th scope="row">{row.Label}</th><td>""");
            Cells(writer, row);
            writer.Write($"""</td>""");
            foreach (Words value in row.Values)
                writer.Write($"""<td class="number">{new Said(value)}</td>""");
            writer.Write($"""</tr>""");
        }

        writer.Write($"""</tbody></table></div>""");
    }

    private static void Cells(HtmlWriter writer, HeatRow row)
    {
        writer.Write($"""<svg viewBox="0 0 {row.Cells.Count * CellWidth} {Height}" preserveAspectRatio="none" role="img" aria-label="{row.Label}: {Spoken(row)}">""");
        for (int i = 0; i < row.Cells.Count; i++)
        {
            if (row.Cells[i] is not { } cell)
                continue;
            int step = (int)Math.Round(Math.Clamp(cell.Level, -1, 1) * Steps);
            int height = Height / 2 + step * Height / (2 * Steps);
            height = Math.Max(3, height);
            string kind = step > 0 ? $"above{step}" : step < 0 ? $"below{-step}" : "usual";
            writer.Write($"""<rect class="{kind}" x="{i * CellWidth}" y="{Height - height}" width="{CellWidth - 1}" height="{height}">""");
            if (Math.Abs(cell.Level) >= Told)
                writer.Write($"""<title>{cell.Text}</title>""");
            writer.Write($"""</rect>""");
        }

        writer.Write($"""</svg>""");
    }

    private static string Spoken(HeatRow row) => row.Cells.OfType<HeatCell>().ToList() is { Count: > 0 } cells && cells.MaxBy(static cell => cell.Level) is { Level: >= Told } most
        ? $"most above usual: {most.Text}"
        : "as usual throughout";
}
