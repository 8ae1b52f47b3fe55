using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>A part of a log that one thread reads.</summary>
/// <param name="Source">Number of the source.</param>
/// <param name="Index">Number of the part in the source.</param>
/// <param name="From">Its first byte, the beginning of a record.</param>
/// <param name="Until">Behind its last byte; the largest number for the whole of what has no size.</param>
/// <param name="Format">How it is written; null for the first part, whose reader finds out.</param>
internal sealed record LogPiece(int Source, int Index, long From, long Until, LogFormat? Format);
