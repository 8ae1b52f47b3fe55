namespace Prunella.Telemetry.Ingest;

/// <summary>Where a log comes from.</summary>
/// <param name="Name">For people: the path as it was given, or <c>standard input</c>.</param>
/// <param name="Path">The file; null for standard input.</param>
/// <param name="Size">Its bytes on disk; 0 where it has no size, as a pipe.</param>
/// <param name="Written">When it was last written, to complete times without a year.</param>
public sealed record LogSource(string Name, string? Path, long Size, DateTimeOffset Written);
