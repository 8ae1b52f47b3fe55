using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Watching;

/// <summary>How often a place was come to, and how often each step was taken there.</summary>
internal sealed class StepCounts
{
    public int Visits { get; set; }

    public Dictionary<string, int> Steps { get; } = new(StringComparer.Ordinal);

    public void Take(string step) => CollectionsMarshal.GetValueRefOrAddDefault(Steps, step, out _)++;

    public void Add(StepCounts other)
    {
        Visits += other.Visits;
        foreach ((string step, int count) in other.Steps)
            CollectionsMarshal.GetValueRefOrAddDefault(Steps, step, out _) += count;
    }
}
