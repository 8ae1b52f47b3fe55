using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>A course that cases took.</summary>
/// <param name="Steps">The steps, as places in <see cref="EventLog.Activities"/>.</param>
/// <param name="Count">How many cases took it.</param>
public sealed record FlowVariant(ImmutableArray<int> Steps, long Count);
