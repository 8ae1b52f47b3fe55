using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>Two learnings are the same: names and outcomes of the one count for the other, and whoever still speaks of the first means the second.</summary>
/// <param name="From">The id of the one that ends.</param>
/// <param name="Into">The id of the one that stays.</param>
/// <param name="Again">Whether they are merged although they, or others that were merged with them, were told apart by a <see cref="LearningSplit"/>; that is forgotten then.</param>
public sealed record LearningMerge(string From, string Into, bool Again = false) : StoreChange
{
    /// <inheritdoc/>
    public override string Key => From;

    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.CheckKey(Into, "learning");
        StoredText.Require(From != Into, $"The learning '{From}' can not be merged into itself.");
        return this;
    }
}
