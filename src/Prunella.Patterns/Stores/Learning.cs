using Prunella.Patterns.Errors;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>What was learned from an error: the problem, its cause, the fix, and how often that helped. Of two with one id the newer texts count; outcomes are counted by <see cref="FixOutcome"/>.</summary>
public sealed record Learning : StoreChange
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The fingerprints it answers to, at most 64: exact, core and template ones. A newer version adds to them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What goes wrong.</summary>
    public required string Problem { get; init; }

    /// <summary>Why; empty where that is not known.</summary>
    public string Cause { get; init; } = "";

    /// <summary>What helps.</summary>
    public required string Fix { get; init; }

    /// <summary>The known error it belongs to; empty for none.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; init; }

    /// <summary>When it was written so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often the fix helped; not negative.</summary>
    public int Successes { get; init; }

    /// <summary>How often it did not; not negative.</summary>
    public int Failures { get; init; }

    /// <summary>When it was last tried; null for never.</summary>
    public DateTimeOffset? LastTried { get; init; }

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>The distinct names of an error, from the narrowest to the widest.</summary>
    public static IReadOnlyList<string> NamesOf(Fingerprint fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        return [.. new[] { fingerprint.Exact, fingerprint.Core, fingerprint.Template }.Distinct()];
    }

    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.Require(Names.Count <= StoredText.MostNames, $"The learning '{Id}' has {Names.Count} names; at most {StoredText.MostNames} are kept.");
        StoredText.Require(Successes >= 0 && Failures >= 0, $"The learning '{Id}' has a negative count.");
        foreach (string name in Names)
            StoredText.CheckKey(name, "fingerprint");
        return this with
        {
            Names = [.. Names.Distinct()],
            Problem = StoredText.Text(scrubber, Problem), Cause = StoredText.Text(scrubber, Cause), Fix = StoredText.Text(scrubber, Fix),
            Pattern = StoredText.Line(scrubber, Pattern), At = StoredText.Time(At), LastTried = LastTried is { } tried ? StoredText.Time(tried) : null,
        };
    }
}
