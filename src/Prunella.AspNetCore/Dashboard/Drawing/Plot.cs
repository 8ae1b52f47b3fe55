namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Numbers in time, ready to be drawn.</summary>
/// <param name="Times">Seconds since 1970, growing; one for each value.</param>
/// <param name="Lines">Names and values; NaN where there is none.</param>
/// <param name="Unit">The unit of all values; empty for none.</param>
/// <param name="Marks">Moments at which something was done, in seconds since 1970.</param>
internal sealed record Plot(IReadOnlyList<double> Times, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Lines, string Unit, IReadOnlyList<double> Marks)
{
    /// <summary>The most points a line is drawn by: a screen shows no more.</summary>
    public const int MostPoints = 720;
}
