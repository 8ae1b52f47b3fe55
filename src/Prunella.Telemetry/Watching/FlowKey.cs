namespace Prunella.Telemetry.Watching;

/// <summary>A step that may be a part of an operation.</summary>
/// <param name="Service">Who works.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Step">What may happen in it; empty for the operation itself.</param>
internal readonly record struct FlowKey(string Service, string Operation, string Step);
