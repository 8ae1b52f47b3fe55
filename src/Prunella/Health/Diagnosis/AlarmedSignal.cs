namespace Prunella.Health;

/// <summary>What raised the alarm: the trouble whose cause is sought.</summary>
/// <param name="Component">The component that alarmed.</param>
/// <param name="Metric">The metric that alarmed, by the name it has among the series; null where none is known.</param>
public sealed record AlarmedSignal(string Component, string? Metric = null);
