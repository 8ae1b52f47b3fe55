namespace Prunella.Metrics;

/// <summary>How close together the points of an answer lie.</summary>
public enum PointResolution
{
    /// <summary>Full resolution where it is still held of the window's beginning, else the next coarser one that is.</summary>
    Finest,

    /// <summary>The hub's period: a second unless set otherwise. Held for an hour, or less where memory is short.</summary>
    Period,

    /// <summary>A minute. Held for a day.</summary>
    Minute,

    /// <summary>An hour. Held for a month.</summary>
    Hour,
}
