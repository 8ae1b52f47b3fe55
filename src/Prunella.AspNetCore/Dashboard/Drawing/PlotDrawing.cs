using System.Globalization;
using System.Text.Json;
using Prunella.AspNetCore.Dashboard.Html;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>A plot as lines that need no script; the numbers lie beside them for the script that makes a chart to be searched of them.</summary>
internal readonly record struct PlotDrawing(Plot Plot, string Label) : IFragment
{
    private const double Left = 64;
    private const double Width = 900;
    private const double Height = 220;
    private const double Foot = 24;

    public void WriteTo(HtmlWriter writer)
    {
        IReadOnlyList<double> times = Plot.Times;
        if (times.Count < 2)
        {
            writer.Write($"""<p class="quiet">Not enough was measured yet.</p>""");
            return;
        }

        (double low, double high) = Range();
        double first = times[0], span = Math.Max(1, times[^1] - first);
        writer.Write($"""<figure class="plot" data-chart="{Json()}"><svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{Label}">""");
        for (int i = 0; i <= 4; i++)
        {
            double share = i / 4.0, y = Y(low + (high - low) * share, low, high);
            writer.Write($"""<path class="grid" d="M{Left} {y}H{Width}"/><text x="4" y="{y + 4}">{Short(low + (high - low) * share)} {Plot.Unit}</text>""");
        }

        foreach (double mark in Plot.Marks.Where(mark => mark >= first && mark <= times[^1]))
        {
            double x = Left + (mark - first) / span * (Width - Left);
            writer.Write($"""<path class="act" d="M{x} 8V{Height - Foot}"/>""");
        }

        foreach ((int index, (_, IReadOnlyList<double> values)) in Plot.Lines.Index())
            Line(writer, values, index % 4, low, high, first, span);
        writer.Write($"""<text x="{Left}" y="{Height - 6}">{Clock(first)}</text><text class="end" x="{Width}" y="{Height - 6}">{Clock(times[^1])} UTC</text></svg>""");
        writer.Write($"""</figure><p class="quiet legend">""");
        foreach ((int index, (string name, _)) in Plot.Lines.Index())
            writer.Write($"""<span class="key key{index % 4}">{name}</span> """);
        if (Plot.Marks.Count > 0)
            writer.Write($"""<span class="key keyact">healing acts</span>""");
        writer.Write($"""</p>""");
    }

    private static string Clock(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static double Y(double value, double low, double high) => 8 + (1 - (value - low) / (high - low)) * (Height - Foot - 12);

    private static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e9 => (value / 1e9).ToString("0.#", CultureInfo.InvariantCulture) + "G",
        >= 1e6 => (value / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 1e4 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private (double Low, double High) Range()
    {
        double low = 0, high = double.MinValue;
        foreach (double value in Plot.Lines.SelectMany(static line => line.Values).Where(double.IsFinite))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return high > low ? (low, high + (high - low) * 0.05) : (low, low + 1);
    }

    // A gap in the values is a gap in the line.
    private void Line(HtmlWriter writer, IReadOnlyList<double> values, int colour, double low, double high, double first, double span)
    {
        writer.Write($"""<path class="line{colour}" d=" """);
        bool drawing = false;
        for (int i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                drawing = false;
                continue;
            }

            double x = Left + (Plot.Times[i] - first) / span * (Width - Left), y = Y(values[i], low, high);
            if (drawing)
                writer.Write($"L{x} {y}");
            else
                writer.Write($"M{x} {y}");
            drawing = true;
        }

        writer.Write($"\"/>");
    }

    private string Json()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("unit"u8, Plot.Unit);
            json.WriteStartArray("series"u8);
            foreach ((string name, _) in Plot.Lines)
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteStartArray("data"u8);
            foreach (IReadOnlyList<double> values in Plot.Lines.Select(static line => line.Values).Prepend(Plot.Times))
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
            json.WriteStartArray("marks"u8);
            foreach (double mark in Plot.Marks)
                json.WriteNumberValue(mark);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
