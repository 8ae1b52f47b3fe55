using System.Text;

namespace Prunella.Metrics;

/// <summary>Names and labels as Prometheus allows them.</summary>
internal static class MetricName
{
    public static string Of(SeriesKey key)
    {
        string name = Clean(key.Instrument, colons: true);
        string unit = UnitOf(key);
        if (key.Kind == SeriesKind.Counter && name.EndsWith("_total", StringComparison.Ordinal))
            name = name[..^"_total".Length];
        return unit.Length == 0 || name.EndsWith("_" + unit, StringComparison.Ordinal) || name == unit ? name : $"{name}_{unit}";
    }

    /// <summary>The unit spelled out; empty for what is only counted.</summary>
    public static string UnitOf(SeriesKey key)
    {
        if (key.Unit == "1")
            return key.Kind == SeriesKind.Gauge ? "ratio" : "";
        int slash = key.Unit.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
            return $"{Word(key.Unit[..slash])}_per_{PerWord(key.Unit[(slash + 1)..])}".TrimStart('_');
        return Word(key.Unit);
    }

    /// <summary><c>a="1",b="2"</c>; keys that become the same are joined by a semicolon in their values.</summary>
    public static string Labels(SeriesKey key)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal) { ["otel_scope_name"] = key.Meter };
        foreach (SeriesTag tag in key.Tags)
        {
            string name = Clean(tag.Key, colons: false);
            labels[name] = labels.TryGetValue(name, out string? other) ? $"{other};{tag.Value}" : tag.Value;
        }

        return string.Join(',', labels.Select(static label => $"{label.Key}=\"{Escaped(label.Value)}\""));
    }

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Word(string unit) => unit switch
    {
        "" => "",
        _ when unit[0] == '{' => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        "%" => "percent",
        "Cel" => "celsius",
        "Hz" => "hertz",
        _ => Clean(unit, colons: false).Trim('_'),
    };

    private static string PerWord(string unit) => unit switch
    {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        _ => Word(unit),
    };

    private static string Clean(string name, bool colons)
    {
        StringBuilder clean = new(name.Length + 1);
        foreach (char letter in name)
        {
            bool allowed = char.IsAsciiLetterOrDigit(letter) || (letter == ':' && colons);
            if (allowed || clean.Length == 0 || clean[^1] != '_')
                _ = clean.Append(allowed ? letter : '_');
        }

        if (clean.Length == 0 || char.IsAsciiDigit(clean[0]))
            _ = clean.Insert(0, '_');
        return clean.ToString();
    }
}
