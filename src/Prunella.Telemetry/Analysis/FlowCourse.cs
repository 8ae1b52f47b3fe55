using System.Collections.Immutable;

namespace Prunella.Telemetry.Analysis;

/// <summary>A course that pieces of work took.</summary>
/// <param name="Steps">Numbers of its steps, in order.</param>
/// <param name="Count">How many took it.</param>
public sealed record FlowCourse(ImmutableArray<int> Steps, long Count);
