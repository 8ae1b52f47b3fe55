using Prunella.Patterns.Known;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>A known error in a store. Of two with one id the newer counts.</summary>
/// <param name="Pattern">The known error.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="At">When it was written so.</param>
public sealed record StoredPattern(ErrorPattern Pattern, Origin Origin, DateTimeOffset At) : StoreChange
{
    /// <inheritdoc/>
    public override string Key => Pattern.Id;

    // The expression is left as it is: a token in it would make it another one.
    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.Require(Pattern.Regex.Length + (Pattern.Unless?.Length ?? 0) <= StoredText.MostText, $"The expressions of pattern '{Pattern.Id}' have more than {StoredText.MostText} characters.");
        return this with
        {
            Pattern = Pattern with { Title = StoredText.Line(scrubber, Pattern.Title), Fix = StoredText.Text(scrubber, Pattern.Fix), Words = StoredText.Text(scrubber, Pattern.Words) },
            At = StoredText.Time(At),
        };
    }
}
