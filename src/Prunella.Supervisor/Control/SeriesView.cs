using Prunella.Metrics;

namespace Prunella.Supervisor.Control;

/// <summary>A series in a window, as operators see it. Numbers are null where there is no value.</summary>
public sealed record SeriesView
{
    /// <summary>Instrument, what it shows of a histogram, and tags.</summary>
    public required string Name { get; init; }

    /// <summary>The meter.</summary>
    public required string Meter { get; init; }

    /// <summary>The instrument.</summary>
    public required string Instrument { get; init; }

    /// <summary>What the values are.</summary>
    public required SeriesKind Kind { get; init; }

    /// <summary>The unit of the values; may be empty.</summary>
    public required string Unit { get; init; }

    /// <summary>The tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>What the instrument's maker says of it; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>Points with a value.</summary>
    public required int Count { get; init; }

    /// <summary>Points without one.</summary>
    public required int Missing { get; init; }

    /// <summary>Points at which a total began anew.</summary>
    public required int Resets { get; init; }

    /// <summary>The newest value.</summary>
    public double? Last { get; init; }

    /// <summary>The least value.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest value.</summary>
    public double? Maximum { get; init; }

    /// <summary>The mean of the points.</summary>
    public double? Mean { get; init; }

    /// <summary>The median: of a histogram that of all measurements, else of the points.</summary>
    public double? Median { get; init; }

    /// <summary>The 90th percentile, likewise.</summary>
    public double? P90 { get; init; }

    /// <summary>The 99th percentile, likewise.</summary>
    public double? P99 { get; init; }

    /// <summary>The means of equal parts of the window, oldest first, at most 240.</summary>
    public required IReadOnlyList<double?> Points { get; init; }
}
