using System.Collections.Immutable;

namespace Prunella.Telemetry.Detectors;

/// <summary>What a document of OpenAPI declares. Immutable.</summary>
/// <param name="Service">Whose it is, by its name in traces; null where any service may serve its routes.</param>
/// <param name="Routes">By route the statuses that are declared for it: 200, or 2 for <c>2XX</c>; 0 for <c>default</c>. None where the document lists none.</param>
public sealed record ApiDocument(string? Service, ImmutableDictionary<RouteKey, ImmutableHashSet<int>> Routes);
