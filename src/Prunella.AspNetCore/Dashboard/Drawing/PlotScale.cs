namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Where the times and values of a <see cref="Plot"/> lie on the paper.</summary>
internal readonly record struct PlotScale
{
    public const double Left = 64;
    public const double Width = 900;
    public const double Height = 220;
    public const double Foot = 24;
    private const double Head = 8;

    private readonly double _first, _span;

    public PlotScale(Plot plot)
    {
        _first = plot.Times[0];
        _span = Math.Max(1, plot.Times[^1] - _first);
        double low = 0, high = double.MinValue;
        foreach (double value in plot.Values.Where(double.IsFinite))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        (Low, High) = high > low ? (low, high + (high - low) * 0.05) : (low, low + 1);
    }

    /// <summary>The least value there is room for.</summary>
    public double Low { get; }

    /// <summary>The greatest.</summary>
    public double High { get; }

    public double X(double time) => Left + (time - _first) / _span * (Width - Left);

    public double Y(double value) => Head + (1 - (value - Low) / (High - Low)) * (Height - Foot - Head - 4);
}
