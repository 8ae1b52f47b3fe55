using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Watching;

/// <summary>The facts of one stretch of time, counted. Its size depends on how many different things there are, not on how much happened.</summary>
internal sealed class Tally
{
    /// <summary>Added before the logarithm is taken: what takes less than some milliseconds may as well take none.</summary>
    public const double Little = 5;

    private const int MostThings = 50_000;

    public Dictionary<TimeKey, Moments> Times { get; } = [];

    public Dictionary<FlowKey, StepCounts> Flow { get; } = [];

    /// <summary>How many times and visits of a service there are.</summary>
    public int FactsOf(string service)
    {
        int count = 0;
        foreach ((TimeKey key, Moments moments) in Times)
            count += key.Service == service ? moments.Count : 0;
        foreach ((FlowKey key, StepCounts steps) in Flow)
            count += key.Service == service && key.After == FlowKey.Anywhere ? steps.Visits : 0;
        return count;
    }

    public void Add(TimeKey key, double milliseconds)
    {
        if (Times.Count < MostThings || Times.ContainsKey(key))
            CollectionsMarshal.GetValueRefOrAddDefault(Times, key, out _).Add(Math.Log(Little + milliseconds));
    }

    /// <summary>The counts of a place, to which one may add.</summary>
    public StepCounts At(FlowKey key)
    {
        if (Flow.TryGetValue(key, out StepCounts? counts))
            return counts;
        counts = new StepCounts();
        if (Flow.Count < MostThings)
            Flow.Add(key, counts);
        return counts;
    }

    public void Add(Tally other)
    {
        foreach ((TimeKey key, Moments moments) in other.Times)
            CollectionsMarshal.GetValueRefOrAddDefault(Times, key, out _).Add(moments);
        foreach ((FlowKey key, StepCounts counts) in other.Flow)
            At(key).Add(counts);
    }

    /// <summary>Count, mean and variance of logarithms.</summary>
    public struct Moments
    {
        private double _squares;

        public int Count { get; private set; }

        public double Mean { get; private set; }

        public readonly double Variance => Count > 1 ? _squares / (Count - 1) : 0;

        // Welford, "Note on a method for calculating corrected sums of squares and products", 1962.
        public void Add(double value)
        {
            double away = value - Mean;
            Mean += away / ++Count;
            _squares += away * (value - Mean);
        }

        // Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
        public void Add(Moments other)
        {
            if (other.Count == 0)
                return;
            double away = other.Mean - Mean, both = Count + other.Count;
            _squares += other._squares + away * away * Count * other.Count / both;
            Mean += away * other.Count / both;
            Count += other.Count;
        }
    }
}
