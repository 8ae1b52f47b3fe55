using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>How an objective is kept at one moment. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Component">The component that it is in the picture of health.</param>
/// <param name="Target">The share of events that shall be good.</param>
/// <param name="Window">Over which time.</param>
public sealed record ObjectiveStatus(string Name, ComponentName Component, double Target, TimeSpan Window)
{
    /// <summary>Good events within the window; of <see cref="ObjectiveKind.Health"/> milliseconds.</summary>
    public long Good { get; init; }

    /// <summary>Bad events within the window; of <see cref="ObjectiveKind.Health"/> milliseconds.</summary>
    public long Bad { get; init; }

    /// <summary>The share of the error budget that is left: 1 untouched, 0 spent, negative overdrawn.</summary>
    public double BudgetLeft { get; init; } = 1;

    /// <summary>How fast it burns, shortest window first.</summary>
    public IReadOnlyList<BurnRate> BurnRates { get; init; } = [];

    /// <summary>Healthy; degraded while it burns slowly or is spent; critical while it burns fast.</summary>
    public HealthState State { get; init; } = HealthState.Healthy;

    /// <summary>The state in words and numbers.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>When it was judged.</summary>
    public DateTimeOffset At { get; init; }
}
