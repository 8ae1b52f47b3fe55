using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>A flow as places, transitions and tokens. Immutable.</summary>
/// <param name="Places">How many places there are; they are numbered from 0.</param>
/// <param name="Transitions">What can happen.</param>
/// <param name="Initial">The tokens at the start, for each place.</param>
/// <param name="Final">The tokens at the end, for each place.</param>
public sealed record PetriNet(int Places, ImmutableArray<NetTransition> Transitions, ImmutableArray<int> Initial, ImmutableArray<int> Final);
