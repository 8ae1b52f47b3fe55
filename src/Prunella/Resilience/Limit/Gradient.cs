namespace Prunella.Resilience;

/// <summary>Finds how many calls at once a dependency serves well, from how their latency moves against its long-run mean.</summary>
/// <remarks>
/// limit' = limit · gradient + √limit, gradient = tolerance · long / short, held to [0.5, 1], smoothed by 0.2. The long mean covers about 600
/// samples and falls back quickly when the dependency has become faster. Source: Netflix concurrency-limits, Gradient2. Not thread-safe.
/// </remarks>
internal sealed class Gradient(double initial)
{
    private const double Smoothing = 0.2;
    private const double LongWindow = 600;
    private const int WarmUp = 10;

    private double _long;
    private int _samples;

    public double Limit { get; private set; } = initial;

    /// <param name="sample">Mean latency of a short while, in milliseconds; positive.</param>
    /// <param name="inFlight">The most calls at once during it.</param>
    /// <param name="options">The bounds.</param>
    public void Take(double sample, int inFlight, ConcurrencyLimitOptions options)
    {
        _samples++;
        double window = Math.Min(_samples, LongWindow);
        _long += (sample - _long) * (_samples <= WarmUp ? 1.0 / _samples : 2 / (window + 1));
        if (_long / sample > 2)
            _long *= 0.95;
        // A limit that is not used tells nothing about what lies above it.
        if (inFlight < Limit / 2)
            return;
        double gradient = Math.Clamp(options.Tolerance * _long / sample, 0.5, 1);
        double wanted = Limit * gradient + Math.Sqrt(Limit);
        Limit = Math.Clamp(Limit * (1 - Smoothing) + wanted * Smoothing, options.Least, options.Most);
    }

    /// <summary>A call timed out, or the dependency asked for less: shrink at once.</summary>
    public void Drop(ConcurrencyLimitOptions options) => Limit = Math.Max(options.Least, Limit * 0.9);
}
