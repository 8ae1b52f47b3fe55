using System.Globalization;
using System.Text;

namespace Prunella.Metrics;

/// <summary>Writes a snapshot as text for Prometheus and whoever reads its format.</summary>
/// <remarks>
/// Names by OpenTelemetry's rules for Prometheus: dots become underscores, the unit is spelled out behind the name, counters end in <c>_total</c>, the meter is the
/// label <c>otel_scope_name</c>. Histograms have the same buckets always, so that a query may add those of several processes. A series that has no value is left out.
/// Of processes that tell their agent only rates and quantiles, these are gauges whose names end in <c>_rate</c>, <c>_p50</c>, <c>_p99</c>.
/// </remarks>
public static class MetricsExposition
{
    /// <summary>The content type of a format.</summary>
    public static string ContentType(ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The format that an <c>Accept</c> header asks for: OpenMetrics where it is named and not refused, else Prometheus's own.</summary>
    public static ExpositionFormat Choose(string? accept)
    {
        foreach (string part in (accept ?? "").Split(','))
        {
            string[] words = part.Split(';', StringSplitOptions.TrimEntries);
            if (words[0].Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase)
                && !words.Skip(1).Any(static word => word.Replace(" ", "", StringComparison.Ordinal) is "q=0" or "q=0.0"))
                return ExpositionFormat.OpenMetrics;
        }

        return ExpositionFormat.Prometheus;
    }

    /// <summary>Writes a snapshot.</summary>
    public static string Write(MetricsSnapshot snapshot, ExpositionFormat format = ExpositionFormat.Prometheus)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        StringBuilder text = new();
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (IGrouping<(string Name, string Type), SeriesReading> family in
            from reading in snapshot.Series
            where reading.Series.Key.Kind is not (SeriesKind.HistogramMedian or SeriesKind.HistogramTail) || IsToldBy(reading)
            group reading by (MetricName.Of(reading.Series.Key) + WhatOf(reading), TypeOf(reading)) into family
            orderby family.Key.Item1, family.Key.Item2
            select family)
        {
            // Two meters may use a name for things of two kinds; a family has one.
            string name = taken.Add(family.Key.Name) ? family.Key.Name : $"{family.Key.Name}_{family.Key.Type}";
            if (name != family.Key.Name && !taken.Add(name))
                continue;
            WriteFamily(text, name, family.Key.Type, family, format);
        }

        if (format == ExpositionFormat.OpenMetrics)
            _ = text.Append("# EOF\n");
        return text.ToString();
    }

    // Of another process only its roll-ups are known: rates and quantiles, no totals and no buckets.
    private static bool IsToldBy(SeriesReading reading) => reading is { Total: null, Distribution: null, Series.Key.Component: not null };

    private static string WhatOf(SeriesReading reading) => !IsToldBy(reading) ? "" : reading.Series.Key.Kind switch
    {
        SeriesKind.Counter or SeriesKind.HistogramRate => "_rate",
        SeriesKind.HistogramMedian => "_p50",
        SeriesKind.HistogramTail => "_p99",
        _ => "",
    };

    private static string TypeOf(SeriesReading reading) => reading switch
    {
        { Distribution: not null } => "histogram",
        { Total: not null } => "counter",
        _ => "gauge",
    };

    private static void WriteFamily(StringBuilder text, string name, string type, IEnumerable<SeriesReading> readings, ExpositionFormat format)
    {
        string sample = type == "counter" ? name + "_total" : name;
        string family = format == ExpositionFormat.OpenMetrics ? name : sample;
        int start = text.Length;
        SeriesReading[] all = [.. readings];
        if (all.Select(static reading => reading.Series.Description).FirstOrDefault(static words => words.Length > 0) is { } description)
            _ = text.Append(CultureInfo.InvariantCulture, $"# HELP {family} {EscapedHelp(description)}\n");
        _ = text.Append(CultureInfo.InvariantCulture, $"# TYPE {family} {type}\n");
        if (format == ExpositionFormat.OpenMetrics && MetricName.UnitOf(all[0].Series.Key) is { Length: > 0 } unit && name.EndsWith("_" + unit, StringComparison.Ordinal))
            _ = text.Append(CultureInfo.InvariantCulture, $"# UNIT {family} {unit}\n");
        int heading = text.Length;
        foreach (SeriesReading reading in all)
        {
            string labels = MetricName.Labels(reading.Series.Key);
            if (reading.Distribution is { } distribution)
                WriteHistogram(text, name, labels, reading.Series.Key.Unit, distribution);
            else if ((reading.Total ?? reading.Newest.Value) is var value && double.IsFinite(value))
                Sample(text, sample, labels, value);
        }

        if (text.Length == heading)
            text.Length = start; // nothing has a value
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, string unit, QuantileSketch distribution)
    {
        foreach (double bound in HistogramBounds.Of(unit))
            Sample(text, name + "_bucket", With(labels, Number(bound)), distribution.CountUpTo(bound));
        Sample(text, name + "_bucket", With(labels, "+Inf"), distribution.Count);
        Sample(text, name + "_sum", labels, distribution.Sum);
        Sample(text, name + "_count", labels, distribution.Count);
    }

    private static string With(string labels, string bound) => labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"";

    private static void Sample(StringBuilder text, string name, string labels, double value) => text
        .Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(value)).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string EscapedHelp(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\\n");
}
