namespace Prunella.Health;

/// <summary>Where time went that did not go there before: an operation's own work, or the way from a caller to a callee and back.</summary>
/// <param name="Component">Who did the work, or was called.</param>
/// <param name="Caller">Who called; null for own work.</param>
/// <param name="Operation">The operation; null for the way.</param>
/// <param name="Before">Median before, in microseconds.</param>
/// <param name="Now">Median now.</param>
/// <param name="Deviations">The difference in ordinary deviations.</param>
/// <param name="Count">How often it happened.</param>
internal readonly record struct TimeShift(
    string Component, string? Caller, string? Operation, double Before, double Now, double Deviations, int Count)
{
    /// <summary>How much time it cost in all, in microseconds.</summary>
    public double Excess => Math.Max(0, Now - Before) * Count;
}
