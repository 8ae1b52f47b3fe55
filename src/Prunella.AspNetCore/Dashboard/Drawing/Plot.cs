namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Numbers in time, ready to be drawn.</summary>
/// <param name="Times">Seconds since 1970, growing; one for each value.</param>
/// <param name="Lines">Names and values; NaN where there is none.</param>
/// <param name="Unit">The unit of all values; empty for none.</param>
/// <param name="Marks">Moments at which something was done, in seconds since 1970.</param>
internal sealed record Plot(IReadOnlyList<double> Times, IReadOnlyList<PlotLine> Lines, string Unit, IReadOnlyList<double> Marks)
{
    /// <summary>The most points a line is drawn by: a screen shows no more.</summary>
    public const int MostPoints = 720;

    /// <summary>What lies between two values at each time; null for none.</summary>
    public PlotBand? Band { get; init; }

    /// <summary>Points that were unlike those before them.</summary>
    public IReadOnlyList<(double Time, double Value)> Unusual { get; init; } = [];

    /// <summary>Every value that must find room.</summary>
    public IEnumerable<double> Values => Lines.SelectMany(static line => line.Values).Concat(Band?.Lows ?? []).Concat(Band?.Highs ?? []);
}
