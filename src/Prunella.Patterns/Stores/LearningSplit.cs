using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>Two errors are not the same: a learning that answers to both is told apart. It is remembered: no <see cref="LearningMerge"/> joins them again unless it says so.</summary>
/// <remarks>
/// What was merged comes back as it was when it was merged, with all that had been merged with it by then; what happened since stays with the other. What was never
/// there begins with the texts of the learning it comes from, and without outcomes. What is there already only takes the names.
/// </remarks>
/// <param name="Learning">The id of the one that answers to both, or of one that was merged into it.</param>
/// <param name="Other">The id of the one that is told apart from it.</param>
/// <param name="Names">Names that go from the one to the other, at most 64, and are not given to the first again; those that it brought when it was merged need not be told.</param>
/// <param name="At">When.</param>
public sealed record LearningSplit(string Learning, string Other, IReadOnlyList<string> Names, DateTimeOffset At) : StoreChange
{
    /// <inheritdoc/>
    public override string Key => Learning;

    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.CheckKey(Other, "learning");
        StoredText.Require(Learning != Other, $"The learning '{Learning}' can not be split from itself.");
        StoredText.Require(Names.Count <= StoredText.MostNames, $"At most {StoredText.MostNames} names are split off at once, but these are {Names.Count}.");
        foreach (string name in Names)
            StoredText.CheckKey(name, "fingerprint");
        return this with { Names = [.. Names.Distinct()], At = StoredText.Time(At) };
    }
}
