using Prunella.Resilience;

namespace Prunella.Views;

/// <summary>A circuit breaker at one moment.</summary>
/// <param name="Name">What it protects.</param>
/// <param name="State">What it lets through.</param>
public sealed record CircuitPicture(string Name, CircuitState State)
{
    /// <summary>The share of calls it lets through, from 0 to 1; null where it is known by its facts alone.</summary>
    public double? Share { get; init; }

    /// <summary>The process it lives in; null where that is this one, which can isolate and reset it.</summary>
    public string? Source { get; init; }

    /// <summary>How often it opened; null where it is not known.</summary>
    public long? Trips { get; init; }

    /// <summary>How many calls it turned away; null where it is not known.</summary>
    public long? Rejections { get; init; }

    /// <summary>The learned usual share of failures, from 0 to 1; null where it is not known.</summary>
    public double? UsualFailureShare { get; init; }
}
