using Prunella.Health;

namespace Prunella.Recovery;

/// <summary>All that a person gets with an incident.</summary>
/// <param name="Incident">As it stood when handed over.</param>
/// <param name="Reason">Why it was.</param>
/// <param name="Health">The health of all components at that moment.</param>
/// <param name="Parts">What the sources of evidence gave.</param>
internal sealed record Bundle(Incident Incident, string Reason, SystemHealth Health, IReadOnlyList<BundlePart> Parts);
