namespace Prunella.Views;

/// <summary>One step that follows another.</summary>
/// <param name="From">Number of the step before.</param>
/// <param name="To">Number of the step after.</param>
/// <param name="Weight">How often, beside the most frequent: above 0, at most 1.</param>
/// <param name="Text">How often, in words.</param>
/// <param name="IsUnusual">Whether it may be a mistake.</param>
public sealed record FlowArrow(int From, int To, double Weight, string Text, bool IsUnusual);
