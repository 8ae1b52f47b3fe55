namespace Prunella.Metrics;

/// <summary>The number of a series within its hub: 0, 1, 2 … without gaps, given in the order of appearance, never given again.</summary>
/// <param name="Value">Not negative; at most the hub's limit of series. Fit to index an array.</param>
public readonly record struct SeriesId(int Value) : IComparable<SeriesId>
{
    /// <inheritdoc/>
    public int CompareTo(SeriesId other) => Value.CompareTo(other.Value);
}
