using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>A commit that caused an error, or may have. Of two about the same error and commit the newer counts.</summary>
/// <param name="Fingerprint">One of the names of the error.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Strength">How sure that is, from 0 to 1.</param>
/// <param name="Confirmed">Whether a fix or a person has shown it; else it is a suspicion.</param>
/// <param name="Why">What speaks for it.</param>
/// <param name="At">When that was found.</param>
public sealed record CausalityEdge(string Fingerprint, string Commit, double Strength, bool Confirmed, string Why, DateTimeOffset At) : StoreChange
{
    /// <inheritdoc/>
    public override string Key => $"{Fingerprint}>{Commit}";

    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.CheckKey(Fingerprint, "fingerprint");
        StoredText.CheckKey(Commit, "commit");
        StoredText.Require(Strength is >= 0 and <= 1, $"The strength of an edge lies in [0, 1], but is {Strength}.");
        return this with { Why = StoredText.Line(scrubber, Why), At = StoredText.Time(At) };
    }
}
