namespace Prunella.Health;

/// <summary>What became of a point that a detector was given.</summary>
public enum PointVerdict
{
    /// <summary>It was taken in, but too little is known of the series to judge it.</summary>
    Learned,

    /// <summary>It was judged.</summary>
    Judged,

    /// <summary>It had no finite value: nothing was learned. Missing is not zero.</summary>
    Missing,

    /// <summary>A total began anew: nothing was learned, and the next point is not compared with the one before.</summary>
    Reset,

    /// <summary>Its time is that of the point before: it was ignored.</summary>
    Duplicate,

    /// <summary>Its time lies before that of the point before: it was judged, and time counts from it.</summary>
    ClockStep,
}
