using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>The meaning of a learning's text as a model sees it. A newer one of the same model takes its place.</summary>
/// <param name="Learning">The id of the learning.</param>
/// <param name="Model">Which model made it; vectors of different models are never compared. At most 100 characters.</param>
/// <param name="Values">The numbers, 1 to 4,096.</param>
public sealed record LearningVector(string Learning, string Model, IReadOnlyList<float> Values) : StoreChange
{
    /// <inheritdoc/>
    public override string Key => Learning;

    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.Require(Model is { Length: > 0 and <= 100 }, "The name of a model has 1 to 100 characters.");
        StoredText.Require(Values is { Count: > 0 and <= 4096 } && Values.All(float.IsFinite), $"The vector of '{Learning}' needs 1 to 4096 finite numbers.");
        return this;
    }
}
