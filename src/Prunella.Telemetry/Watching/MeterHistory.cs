namespace Prunella.Telemetry.Watching;

/// <summary>The readings of one metric in ordinary time, and how far above them another is.</summary>
internal sealed class MeterHistory
{
    private const int Most = 240, Least = 8;
    private const double LeastScale = 0.15; // natural logarithm
    private readonly Queue<double> _readings = new(Most);

    /// <summary>The ordinary reading; 0 where too few are known.</summary>
    public double Usual => _readings.Count < Least ? 0 : _readings.Order().ElementAt(_readings.Count / 2);

    public void Add(double value)
    {
        if (_readings.Count == Most)
            _readings.Dequeue();
        _readings.Enqueue(value);
    }

    /// <summary>Deviations of a reading upwards, by the logarithm, and the ordinary reading.</summary>
    public bool TryCompare(double value, out double deviations, out double usual)
    {
        (deviations, usual) = (0, 0);
        if (_readings.Count < Least)
            return false;
        double[] sorted = [.. _readings.Order()];
        usual = sorted[sorted.Length / 2];
        double little = 1e-6 + Math.Abs(sorted[^1]) * 1e-3; // what is as good as nothing
        double middle = Math.Log(usual + little), high = Math.Log(sorted[(int)(0.95 * (sorted.Length - 1))] + little);
        deviations = (Math.Log(Math.Max(0, value) + little) - middle) / Math.Max(LeastScale, (high - middle) / 1.645);
        return true;
    }
}
