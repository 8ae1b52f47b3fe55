using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Watching;

/// <summary>How often a place was come to, and how often each step was taken there.</summary>
internal sealed class StepCounts
{
    public int Visits { get; set; }

    public Dictionary<string, int> Steps { get; } = new(StringComparer.Ordinal);

    public void Take(string step) => CollectionsMarshal.GetValueRefOrAddDefault(Steps, step, out _)++;

    /// <summary>The same with some steps alone.</summary>
    public StepCounts Only(Func<string, bool> keep)
    {
        var kept = new StepCounts { Visits = Visits };
        foreach ((string step, int count) in Steps)
        {
            if (keep(step))
                kept.Steps.Add(step, count);
        }

        return kept;
    }

    public void Add(StepCounts other)
    {
        Visits += other.Visits;
        foreach ((string step, int count) in other.Steps)
            CollectionsMarshal.GetValueRefOrAddDefault(Steps, step, out _) += count;
    }
}
