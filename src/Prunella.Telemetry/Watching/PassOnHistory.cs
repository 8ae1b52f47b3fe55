namespace Prunella.Telemetry.Watching;

/// <summary>How many calls a service makes to another for each that it gets, and how far below that it is now.</summary>
internal sealed class PassOnHistory
{
    private const int Most = 120, Least = 8;
    private readonly Queue<(double Got, double Made)> _past = new(Most);
    private double _got, _made;

    /// <summary>Calls made for each that was got.</summary>
    public double Ratio => _got > 0 ? _made / _got : 0;

    public void Add(double got, double made)
    {
        if (_past.Count == Most)
        {
            (double oldGot, double oldMade) = _past.Dequeue();
            (_got, _made) = (_got - oldGot, _made - oldMade);
        }

        _past.Enqueue((got, made));
        (_got, _made) = (_got + got, _made + made);
    }

    /// <summary>Deviations below what is passed on ordinarily: the likelihood ratio of a Poisson count, by what past counts deviated.</summary>
    public bool TryCompare(double got, double made, out double deviations)
    {
        deviations = 0;
        if (_past.Count < Least || Ratio <= 0)
            return false;
        double spread = Math.Sqrt(_past.Average(one => Math.Pow(Away(one.Got, one.Made), 2)));
        deviations = -Away(got, made) / Math.Max(1, spread);
        return true;
    }

    private double Away(double got, double made)
    {
        double expected = Math.Max(0.5, got * Ratio);
        double half = made > 0 ? made * Math.Log(made / expected) - (made - expected) : expected;
        return Math.Sign(made - expected) * Math.Sqrt(2 * Math.Max(0, half));
    }
}
