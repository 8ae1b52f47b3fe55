namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>One line of a <see cref="Plot"/>.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Values">One for each time of the plot; NaN where there is none.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<double> Values);
