namespace Prunella.Resilience;

/// <summary>Says which option is wrong, and how it should be.</summary>
internal static class OptionRule
{
    /// <exception cref="ArgumentException">The rule does not hold.</exception>
    public static void Require<TOptions>(bool holds, string option, string rule)
    {
        if (!holds)
            throw new ArgumentException($"{typeof(TOptions).Name}.{option} must be {rule}.", nameof(option));
    }
}
