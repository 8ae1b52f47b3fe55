namespace Prunella.Cli.Demo;

/// <summary>What became of one fault. Times count from the moment it was injected.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Component">The service that was hit.</param>
internal sealed record FaultResult(string Fault, string Title, string Component)
{
    /// <summary>When an incident was opened; null where none was.</summary>
    public double? DetectedMilliseconds { get; init; }

    /// <summary>What was seen.</summary>
    public string? Cause { get; init; }

    /// <summary>When the first action began; null where none did.</summary>
    public double? ActedMilliseconds { get; init; }

    /// <summary>The actions, in order.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>When the service was healthy again; null where it did not become so in time.</summary>
    public double? HealthyMilliseconds { get; init; }

    /// <summary>Requests that ended between injection and a moment after healing.</summary>
    public long Requests { get; init; }

    /// <summary>Those of them that did not get the right answer in time.</summary>
    public long Failed { get; init; }

    /// <summary>Those of them that were refused, or reset before a byte of them was sent.</summary>
    public long Refused { get; init; }

    /// <summary>Whether it was detected, acted upon, verified and closed.</summary>
    public bool Healed { get; init; }
}
