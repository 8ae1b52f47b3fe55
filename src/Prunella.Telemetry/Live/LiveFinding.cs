using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Live;

/// <summary>A finding in a running system, from when it was told until it is over. Immutable.</summary>
/// <param name="Finding">As it was found last.</param>
/// <param name="Since">When it was found first.</param>
/// <param name="ToldAt">When it was told.</param>
public sealed record LiveFinding(Finding Finding, DateTimeOffset Since, DateTimeOffset ToldAt)
{
    /// <summary>When it was over; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
