namespace Prunella.Metrics;

/// <summary>A window in a few numbers. Values are NaN where no point has one.</summary>
/// <param name="Window">Of when.</param>
/// <param name="Step">The resolution of the points it was taken from; minimum and maximum are those of full resolution all the same.</param>
/// <param name="Count">Points with a value.</param>
/// <param name="Missing">Points without one.</param>
/// <param name="Resets">Points at which a total began anew.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Mean">The mean of the points: of a rate, the rate over the window.</param>
/// <param name="Deviation">The standard deviation of the points.</param>
/// <param name="First">The oldest value.</param>
/// <param name="Last">The newest value.</param>
public sealed record SeriesStatistics(
    TimeWindow Window, TimeSpan Step, int Count, int Missing, int Resets, double Minimum, double Maximum, double Mean, double Deviation, double First, double Last);
