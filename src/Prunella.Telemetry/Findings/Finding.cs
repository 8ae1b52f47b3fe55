using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Prunella.Metrics;

namespace Prunella.Telemetry.Findings;

/// <summary>Something that telemetry shows to be wrong, or worth a look. Immutable.</summary>
public sealed record Finding
{
    /// <summary>What kind of trouble it is.</summary>
    public required FindingClass Class { get; init; }

    /// <summary>How much it matters, if it is true.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>How sure it is, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public required double Confidence
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A confidence lies in [0, 1].");
    }

    /// <summary>When it was so, as far as the telemetry goes.</summary>
    public required TimeWindow When { get; init; }

    /// <summary>The finding in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How it was found, and what it is compared with.</summary>
    public required string Explanation { get; init; }

    /// <summary>Where the cause is suspected.</summary>
    public required SuspectedPlace Place { get; init; }

    /// <summary>What would confirm or refute it.</summary>
    public required string Confirmation { get; init; }

    /// <summary>What speaks for it, the strongest first.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>What tells it from other findings of its class at its place, such as <c>missing</c> or a fingerprint; empty where nothing need be told apart.</summary>
    public string Aspect { get; init; } = "";

    /// <summary>The same in every run for the same class, place and aspect, whatever the numbers are: 16 hexadecimal digits.</summary>
    public string Id => IdOf($"{Class}\u001f{Place.Service}\u001f{Place.Operation}\u001f{Place.Template}\u001f{Aspect}");

    private static string IdOf(string subject)
    {
        ulong hash = 14695981039346656037; // FNV-1a, 64 bits
        foreach (byte one in Encoding.UTF8.GetBytes(subject))
            hash = (hash ^ one) * 1099511628211;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
