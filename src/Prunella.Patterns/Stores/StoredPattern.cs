using Prunella.Patterns.Known;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>A known error in a store. Of two with one id the newer counts.</summary>
/// <param name="Pattern">The known error.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="At">When it was written so.</param>
public sealed record StoredPattern(ErrorPattern Pattern, Origin Origin, DateTimeOffset At) : StoreChange
{
    private const int MostAction = 64 * 1024;

    /// <inheritdoc/>
    public override string Key => Pattern.Id;

    // The expression is left as it is: a token in it would make it another one.
    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.Require(Pattern.Regex.Length + (Pattern.Unless?.Length ?? 0) <= StoredText.MostText, $"The expressions of pattern '{Pattern.Id}' have more than {StoredText.MostText} characters.");
        string? action = Pattern.Action?.ToJson();
        StoredText.Require(action is null || action.Length <= MostAction, $"The action of pattern '{Pattern.Id}' has more than {MostAction} characters.");
        // It can not be cleaned: it would be another action, and one that does not fit.
        StoredText.Require(action is null || scrubber.Scrub(action) == action, $"The action of pattern '{Pattern.Id}' holds what looks like a secret.");
        return this with
        {
            Pattern = Pattern with { Title = StoredText.Line(scrubber, Pattern.Title), Fix = StoredText.Text(scrubber, Pattern.Fix), Words = StoredText.Text(scrubber, Pattern.Words), Generated = Pattern.Generated is { } by ? StoredText.Line(scrubber, by) : null },
            At = StoredText.Time(At),
        };
    }
}
