using System.Collections.Immutable;

namespace Prunella.Telemetry.Analysis;

/// <summary>In which order things happen within one piece of work: a request, an order, a trace.</summary>
/// <param name="Cases">Pieces of work that were followed.</param>
/// <param name="Share">The share of all pieces of work that these are: where there are too many, a fair part is followed.</param>
/// <param name="Steps">The steps, the most frequent first; at most 60.</param>
/// <param name="Edges">What followed what.</param>
/// <param name="Courses">The most frequent courses; at most 40.</param>
public sealed record FlowSummary(long Cases, double Share, ImmutableArray<FlowStep> Steps, ImmutableArray<FlowEdge> Edges, ImmutableArray<FlowCourse> Courses);
