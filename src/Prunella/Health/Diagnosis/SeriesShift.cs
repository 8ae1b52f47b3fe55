namespace Prunella.Health;

/// <summary>How far a series moved from its ordinary course, upwards and downwards.</summary>
/// <param name="Up">Rise of the window's upper quartile over that of ordinary windows.</param>
/// <param name="Down">Fall of its lower quartile.</param>
/// <param name="UpScale">The most that ordinary windows rise, as one standard deviation.</param>
/// <param name="DownScale">The same for falls.</param>
/// <param name="Median">The ordinary value.</param>
/// <param name="Spread">How far single ordinary points lie from it, as one standard deviation.</param>
/// <param name="Coverage">The share of ordinary points that are there.</param>
internal readonly record struct SeriesShift(
    double Up, double Down, double UpScale, double DownScale, double Median, double Spread, double Coverage);
