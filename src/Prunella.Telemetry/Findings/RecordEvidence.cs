namespace Prunella.Telemetry.Findings;

/// <summary>A record of a log.</summary>
/// <param name="Source">The file or stream; empty where it has no name.</param>
/// <param name="Line">Number of its first line, from 1; 0 where it is not known.</param>
/// <param name="Time">When it was written; null if it does not say.</param>
/// <param name="Text">Its text, shortened.</param>
public sealed record RecordEvidence(string Source, long Line, DateTimeOffset? Time, string Text) : Evidence;
