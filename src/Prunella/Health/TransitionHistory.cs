namespace Prunella.Health;

/// <summary>The last transitions of a component: an array that is never written again, and forgets the oldest.</summary>
internal static class TransitionHistory
{
    public const int Length = 64;

    /// <param name="history">Empty, or what this method gave.</param>
    /// <param name="transition">The newest.</param>
    public static IReadOnlyList<HealthTransition> Add(IReadOnlyList<HealthTransition> history, HealthTransition transition)
    {
        int kept = Math.Min(history.Count, Length - 1);
        var longer = new HealthTransition[kept + 1];
        if (history is HealthTransition[] array)
            Array.Copy(array, array.Length - kept, longer, 0, kept);
        longer[kept] = transition;
        return longer;
    }
}
