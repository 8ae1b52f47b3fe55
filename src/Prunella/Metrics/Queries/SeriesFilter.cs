namespace Prunella.Metrics;

/// <summary>Which series to look at. Everything that is set must hold; nothing set lets all through.</summary>
public sealed record SeriesFilter
{
    /// <summary>Lets all through.</summary>
    public static SeriesFilter All { get; } = new();

    /// <summary>The meter's name, exactly.</summary>
    public string? Meter { get; init; }

    /// <summary>The instrument's name, exactly.</summary>
    public string? Instrument { get; init; }

    /// <summary>What the values are.</summary>
    public SeriesKind? Kind { get; init; }

    /// <summary>The component the series comes from; the empty text for this process.</summary>
    public string? Component { get; init; }

    /// <summary>A part of <see cref="SeriesKey.ToString"/>, without regard to case.</summary>
    public string? Text { get; init; }

    /// <summary>Tags that a series has, among others.</summary>
    public SeriesTags Tags { get; init; } = SeriesTags.Empty;

    /// <summary>Whether a series is let through.</summary>
    public bool Matches(SeriesKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (Meter is null || Meter == key.Meter)
            && (Instrument is null || Instrument == key.Instrument)
            && (Kind is null || Kind == key.Kind)
            && (Component is null || Component == (key.Component ?? ""))
            && Tags.All(tag => key.Tags[tag.Key] == tag.Value)
            && (Text is null || key.ToString().Contains(Text, StringComparison.OrdinalIgnoreCase));
    }
}
