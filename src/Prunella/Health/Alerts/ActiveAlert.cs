using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>An episode of trouble that is not over.</summary>
/// <param name="Component">The root of the trouble.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Reason">What was seen last.</param>
/// <param name="Since">When it began, by the wall clock.</param>
/// <param name="Times">How often the component has come to trouble in it.</param>
/// <param name="AcknowledgedBy">Who has taken it on; null where nobody has.</param>
/// <param name="SilencedUntil">Until when nobody is told of it; null where people are.</param>
public sealed record ActiveAlert(
    ComponentName Component, HealthState Severity, string Reason, DateTimeOffset Since, int Times, string? AcknowledgedBy, DateTimeOffset? SilencedUntil)
{
    /// <summary>Whether the component is better at this moment: the episode is over if it stays so.</summary>
    public bool IsBetter { get; init; }

    /// <summary>The likeliest cause as it was told, in one line; null where none was known, or nobody was told.</summary>
    public string? Cause { get; init; }
}
