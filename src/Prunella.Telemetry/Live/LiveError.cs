using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Live;

/// <summary>An error that a log told of. Immutable.</summary>
/// <param name="Service">Whose log.</param>
/// <param name="Template">The statement that told it.</param>
/// <param name="Now">How often in the newest window.</param>
/// <param name="Before">How often in the ordinary time before.</param>
/// <param name="Example">The first of them.</param>
public sealed record LiveError(string Service, string Template, long Now, long Before, RecordEvidence Example);
