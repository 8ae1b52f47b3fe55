namespace Prunella.Telemetry.Ingest;

/// <summary>What could not be read, or not wholly.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record SourceProblem(string Source, string Reason);
