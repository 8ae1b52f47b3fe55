using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Watching;

/// <summary>The facts of one stretch of time, counted.</summary>
internal sealed class Tally
{
    /// <summary>Added before the logarithm is taken: what takes less than some milliseconds may as well take none.</summary>
    public const double Little = 5;

    public Dictionary<TimeKey, Moments> Times { get; } = [];

    public Dictionary<FlowKey, int> Flow { get; } = [];

    /// <summary>How many times of a service there are.</summary>
    public int ValuesOf(string service)
    {
        int count = 0;
        foreach ((TimeKey key, Moments moments) in Times)
            count += key.Service == service ? moments.Count : 0;
        return count;
    }

    public void Add(TraceFacts facts)
    {
        foreach ((TimeKey key, double milliseconds) in facts.Times)
            CollectionsMarshal.GetValueRefOrAddDefault(Times, key, out _).Add(Math.Log(Little + milliseconds));
        foreach (FlowKey key in facts.Flow)
            CollectionsMarshal.GetValueRefOrAddDefault(Flow, key, out _)++;
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
    }
}
