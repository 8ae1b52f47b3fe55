namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>The room between two lines of a <see cref="Plot"/>.</summary>
/// <param name="Name">What lies within.</param>
/// <param name="Lows">Its lower edge, one value for each time of the plot; NaN where there is none.</param>
/// <param name="Highs">Its upper edge.</param>
internal sealed record PlotBand(string Name, IReadOnlyList<double> Lows, IReadOnlyList<double> Highs);
