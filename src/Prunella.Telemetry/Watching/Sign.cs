using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>Something that is further from ordinary time than chance takes it.</summary>
internal sealed record Sign(string Service, FindingClass Class, double Deviations, string Operation, NumberEvidence Number);
