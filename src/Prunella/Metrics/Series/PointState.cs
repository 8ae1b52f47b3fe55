namespace Prunella.Metrics;

/// <summary>Whether a point has a value, and if not, why.</summary>
public enum PointState
{
    /// <summary>It has.</summary>
    Value,

    /// <summary>Nothing was measured, or nothing that is a finite number: no value is not zero.</summary>
    Missing,

    /// <summary>A total began anew, so its increase within this period is not known.</summary>
    Reset,
}
