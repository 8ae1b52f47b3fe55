namespace Prunella.Bench.Reporting;

/// <summary>Values that were measured, in the order of their size.</summary>
internal sealed class Sample
{
    private readonly double[] _sorted;

    /// <exception cref="ArgumentException">There is no value.</exception>
    public Sample(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        if (_sorted.Length == 0)
            throw new ArgumentException("A sample has at least one value.", nameof(values));
    }

    public int Count => _sorted.Length;

    public double Median => Quantile(0.5);

    public double Max => _sorted[^1];

    /// <summary>The smallest value that at least this share of all values does not exceed (the nearest-rank method): a value that was really measured.</summary>
    /// <param name="share">0 to 1.</param>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return _sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)];
    }
}
