namespace Prunella.Telemetry.Analysis;

/// <summary>One step that followed another directly in the same piece of work.</summary>
/// <param name="From">Number of the step before; −1 for the beginning.</param>
/// <param name="To">Number of the step after; −1 for the end.</param>
/// <param name="Count">How often.</param>
/// <param name="IsDeviation">Seen so rarely, beside what follows usually, that it may be a mistake.</param>
public sealed record FlowEdge(int From, int To, long Count, bool IsDeviation);
