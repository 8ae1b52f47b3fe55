namespace Prunella.Telemetry.Templates;

/// <summary>Where a value stands in a message.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes; several values in a row count as one.</param>
public readonly record struct MessageValue(int Start, int Length);
