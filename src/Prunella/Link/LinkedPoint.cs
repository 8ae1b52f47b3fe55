namespace Prunella.Link;

/// <summary>What a series is now.</summary>
/// <param name="Number">The series.</param>
/// <param name="Value">The mean of the roll-up, of a tail its maximum; NaN where there was no value.</param>
public readonly record struct LinkedPoint(int Number, float Value);
