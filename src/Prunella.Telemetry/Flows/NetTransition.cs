using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>Something that can happen in a flow.</summary>
/// <param name="Activity">The step that is seen; nothing for a silent one.</param>
/// <param name="Takes">The place of each token that it takes.</param>
/// <param name="Puts">The place of each token that it puts.</param>
public sealed record NetTransition(string? Activity, ImmutableArray<int> Takes, ImmutableArray<int> Puts);
