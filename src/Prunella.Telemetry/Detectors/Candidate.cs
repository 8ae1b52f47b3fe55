using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Something that may be told.</summary>
/// <param name="Chance">How probable it is by chance alone; 0 for what is a fact.</param>
/// <param name="Finding">What would be told; its confidence is set when it is.</param>
internal sealed record Candidate(double Chance, Finding Finding);
