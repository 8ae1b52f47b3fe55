using System.Globalization;
using System.Text.Json;
using Prunella.AspNetCore.Dashboard.Html;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>A plot as lines that need no script; the numbers lie beside them for the script that makes a chart to be searched of them.</summary>
internal readonly record struct PlotDrawing(Plot Plot, string Label) : IFragment
{
    private const int GridLines = 4;

    public void WriteTo(HtmlWriter writer)
    {
        if (Plot.Times.Count < 2)
        {
            writer.Write($"""<p class="quiet">Not enough was measured yet.</p>""");
            return;
        }

        var scale = new PlotScale(Plot);
        writer.Write($"""<figure class="plot" data-chart="{Json()}"><svg viewBox="0 0 {PlotScale.Width} {PlotScale.Height}" role="img" aria-label="{Label}">""");
        for (int i = 0; i <= GridLines; i++)
        {
            double value = scale.Low + (scale.High - scale.Low) * i / GridLines, y = scale.Y(value);
            writer.Write($"""<path class="grid" d="M{PlotScale.Left} {y}H{PlotScale.Width}"/><text x="4" y="{y + 4}">{Magnitude.Of(value)} {Plot.Unit}</text>""");
        }

        foreach (double mark in Plot.Marks.Where(Within))
            writer.Write($"""<path class="act" d="M{scale.X(mark)} 8V{PlotScale.Height - PlotScale.Foot}"/>""");
        if (Plot.Band is { } band)
            Area(writer, band, scale);
        foreach ((int index, PlotLine line) in Plot.Lines.Index())
            Line(writer, line, index % 4, scale);
        foreach ((double time, double value) in Plot.Unusual)
            writer.Write($"""<circle class="unusual" cx="{scale.X(time)}" cy="{scale.Y(value)}" r="4"/>""");
        writer.Write($"""<text x="{PlotScale.Left}" y="{PlotScale.Height - 6}">{Clock(Plot.Times[0])}</text><text class="end" x="{PlotScale.Width}" y="{PlotScale.Height - 6}">{Clock(Plot.Times[^1])} UTC</text></svg></figure>""");
        Legend(writer);
    }

    private bool Within(double time) => time >= Plot.Times[0] && time <= Plot.Times[^1];

    private static string Clock(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)).ToString("HH:mm", CultureInfo.InvariantCulture);

    // A gap in the values is a gap in the line.
    private void Line(HtmlWriter writer, PlotLine line, int colour, PlotScale scale)
    {
        writer.Write($"""<path class="line{colour}" d=" """);
        bool drawing = false;
        for (int i = 0; i < line.Values.Count; i++)
        {
            bool there = double.IsFinite(line.Values[i]);
            if (there)
                Step(writer, drawing, scale.X(Plot.Times[i]), scale.Y(line.Values[i]));
            drawing = there;
        }

        writer.Write($"\"/>");
    }

    // Each stretch without a gap is a shape of its own: along the upper edge and back along the lower.
    private void Area(HtmlWriter writer, PlotBand band, PlotScale scale)
    {
        writer.Write($"""<path class="band" d=" """);
        for (int begin = 0; begin < band.Lows.Count; begin++)
        {
            int end = begin;
            while (end < band.Lows.Count && double.IsFinite(band.Lows[end]) && double.IsFinite(band.Highs[end]))
                end++;
            for (int i = begin; i < end; i++)
                Step(writer, i > begin, scale.X(Plot.Times[i]), scale.Y(band.Highs[i]));
            for (int i = end - 1; i >= begin; i--)
                Step(writer, true, scale.X(Plot.Times[i]), scale.Y(band.Lows[i]));
            if (end > begin)
                writer.Write($"Z");
            begin = end;
        }

        writer.Write($"\"/>");
    }

    private static void Step(HtmlWriter writer, bool draw, double x, double y)
    {
        if (draw)
            writer.Write($"L{x} {y}");
        else
            writer.Write($"M{x} {y}");
    }

    private void Legend(HtmlWriter writer)
    {
        writer.Write($"""<p class="quiet legend">""");
        foreach ((int index, PlotLine line) in Plot.Lines.Index())
            writer.Write($"""<span class="key key{index % 4}">{line.Name}</span> """);
        if (Plot.Band is { } band)
            writer.Write($"""<span class="key keyband">{band.Name}</span> """);
        if (Plot.Unusual.Count > 0)
            writer.Write($"""<span class="key keyunusual">unlike before</span> """);
        if (Plot.Marks.Count > 0)
            writer.Write($"""<span class="key keyact">healing acts</span>""");
        writer.Write($"""</p>""");
    }

    private string Json()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("unit"u8, Plot.Unit);
            json.WriteStartArray("series"u8);
            foreach (PlotLine line in Plot.Lines)
                json.WriteStringValue(line.Name);
            json.WriteEndArray();
            Arrays(json, "data", Plot.Lines.Select(static line => line.Values).Prepend(Plot.Times));
            if (Plot.Band is { } band)
                Arrays(json, "band", [band.Lows, band.Highs]);
            Arrays(json, "unusual", Plot.Unusual.Select(static point => (double[])[point.Time, point.Value]));
            json.WriteStartArray("marks"u8);
            foreach (double mark in Plot.Marks)
                json.WriteNumberValue(mark);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Arrays(Utf8JsonWriter json, string name, IEnumerable<IReadOnlyList<double>> arrays)
    {
        json.WriteStartArray(name);
        foreach (IReadOnlyList<double> values in arrays)
        {
            json.WriteStartArray();
            foreach (double value in values)
            {
                if (double.IsFinite(value))
                    json.WriteNumberValue(Math.Round(value, 6));
                else
                    json.WriteNullValue();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
