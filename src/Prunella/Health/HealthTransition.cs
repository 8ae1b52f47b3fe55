using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>A component went from one state to another, or its trouble was traced to another cause.</summary>
/// <param name="Component">Which.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state from now on, dependencies counted in.</param>
/// <param name="Reason">What was seen, in words and numbers.</param>
/// <param name="At">When, by the wall clock.</param>
public sealed record HealthTransition(ComponentName Component, HealthState From, HealthState To, string Reason, DateTimeOffset At)
{
    /// <summary>The root of the trouble; null where it is the component's own.</summary>
    public ComponentName? SymptomOf { get; init; }

    /// <summary>More facts, one a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
