namespace Prunella.Health;

/// <summary>How long until a limit is reached.</summary>
/// <param name="Soonest">By the steepest tenth of the slopes seen.</param>
/// <param name="Likely">By their median.</param>
/// <param name="Latest">By the flattest tenth; <see cref="TimeSpan.MaxValue"/> where those do not go there.</param>
/// <param name="Confidence">The share of the slopes seen that reach it within the horizon, 0 to 1.</param>
public readonly record struct LeadTime(TimeSpan Soonest, TimeSpan Likely, TimeSpan Latest, double Confidence);
