namespace Prunella.Health;

/// <summary>The last transitions of a component, an immutable list that forgets the oldest.</summary>
internal static class TransitionHistory
{
    public const int Length = 64;

    public static IReadOnlyList<HealthTransition> Add(IReadOnlyList<HealthTransition> history, HealthTransition transition) =>
        [.. history.Skip(history.Count - Length + 1), transition];
}
