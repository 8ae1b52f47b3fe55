namespace Prunella.Resilience;

/// <summary>One chart of a cumulative sum test: does a share of failures still lie at p0, or has it gone to p1?</summary>
/// <remarks>
/// Source: E. S. Page, "Continuous inspection schemes", 1954; Reynolds and Stoumbos, "A CUSUM chart for monitoring a proportion when
/// inspecting continuously", 1999. The gain of one slice is clipped, so that a short blip, however bad, is not enough.
/// </remarks>
internal struct BernoulliChart
{
    private double _sum;

    /// <summary>The evidence so far, in nats; from 0 to the threshold.</summary>
    public readonly double Sum => _sum;

    public void Add(double successes, double failures, double p0, double p1, double threshold, double clip)
    {
        double gain = failures * Math.Log(p1 / p0) + successes * Math.Log((1 - p1) / (1 - p0));
        _sum = Math.Clamp(_sum + Math.Min(gain, clip), 0, threshold);
    }
}
