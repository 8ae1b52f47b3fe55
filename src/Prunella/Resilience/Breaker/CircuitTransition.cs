namespace Prunella.Resilience;

/// <summary>A breaker changed its state, its share or its alarm.</summary>
/// <param name="Circuit">The name of the breaker.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state from now on.</param>
/// <param name="Share">The share of calls let through from now on, from 0 to 1.</param>
/// <param name="Alarmed">Whether the dependency is known to be worse than usual.</param>
/// <param name="Epoch">The number of this transition, from 1, in the order in which they were decided.</param>
/// <param name="Shadow">Whether it was only noted: no call is turned away.</param>
/// <param name="Evidence">Why.</param>
public sealed record CircuitTransition(
    string Circuit, CircuitState From, CircuitState To, double Share, bool Alarmed, long Epoch, bool Shadow, CircuitEvidence Evidence);
