namespace Prunella.Telemetry.Detectors;

/// <summary>A thing went from one state to another.</summary>
/// <param name="Kind">The kind of thing, such as order or payment.</param>
/// <param name="From">The state that it left.</param>
/// <param name="To">The state that it reached.</param>
public readonly record struct StateChange(string Kind, string From, string To);
