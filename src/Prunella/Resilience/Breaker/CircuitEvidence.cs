using System.Globalization;

namespace Prunella.Resilience;

/// <summary>Why a breaker did what it did, in words and numbers.</summary>
public sealed record CircuitEvidence
{
    /// <summary>In a few words.</summary>
    public required string Reason { get; init; }

    /// <summary>The usual share of failures, from 0 to 1; 0 where it played no part.</summary>
    public double Baseline { get; init; }

    /// <summary>How much of the evidence for an alarm was there, from 0 to 1.</summary>
    public double Evidence { get; init; }

    /// <summary>Calls that were judged; older ones count less.</summary>
    public double Calls { get; init; }

    /// <summary>How many of them failed, by the weight of their kinds.</summary>
    public double Failures { get; init; }

    /// <summary>The share of failures that is certain at 2.6 standard errors; may be negative where little is known.</summary>
    public double LeastFailureShare { get; init; }

    /// <summary>The kinds of failures of this episode and how often each was seen, as <c>Timeout 7, Refused 2</c>.</summary>
    public string Kinds { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Calls <= 0)
            return Reason;
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{Reason}: {Failures:0.#} of {Calls:0.#} calls failed, {Baseline:P1} is usual");
        return Kinds.Length == 0 ? numbers : $"{numbers} ({Kinds})";
    }
}
