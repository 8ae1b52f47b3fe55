namespace Prunella.Views;

/// <summary>A piece of work within a greater one, by when it ran.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Depth">How many others it is a part of.</param>
/// <param name="From">When it began, as a share of the whole, 0 to 1.</param>
/// <param name="Length">How long it ran, as a share of the whole, 0 to 1.</param>
/// <param name="Value">How long it ran, in words.</param>
/// <param name="IsBad">Whether it failed.</param>
public sealed record WaterfallRow(string Label, int Depth, double From, double Length, Words Value, bool IsBad = false);
