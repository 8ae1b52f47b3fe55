namespace Prunella.Metrics;

/// <summary>A series that a hub holds. Immutable, and the same object for as long as the hub lives.</summary>
/// <param name="Id">Its number in the hub.</param>
/// <param name="Key">What tells it from others.</param>
/// <param name="Description">What the instrument's maker says of it; may be empty.</param>
/// <param name="FirstSeen">When the hub met it first, on the hub's time line.</param>
public sealed record SeriesInfo(SeriesId Id, SeriesKey Key, string Description, DateTimeOffset FirstSeen)
{
    /// <summary>Whether this is what is left over beyond a limit: many sets of tags in one series, fit for totals only.</summary>
    public bool IsOverflow => Key.Tags[SeriesKey.OverflowTag] is not null;
}
