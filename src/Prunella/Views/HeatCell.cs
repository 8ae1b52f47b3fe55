namespace Prunella.Views;

/// <summary>One step of time of a <see cref="HeatRow"/>.</summary>
/// <param name="Level">How far from usual, from −1 (far below) over 0 (as usual) to 1 (far above).</param>
/// <param name="Text">What it says in words.</param>
public readonly record struct HeatCell(double Level, string Text);
