namespace Prunella.Telemetry.Analysis;

/// <summary>A step of a flow.</summary>
/// <param name="Name">The template, or service and operation.</param>
/// <param name="Count">How often it was done.</param>
/// <param name="Template">The template's id; null for a span.</param>
public sealed record FlowStep(string Name, long Count, string? Template);
