namespace Prunella.Telemetry.Findings;

/// <summary>A place in source code.</summary>
/// <param name="Member">The method, with its type; null where only the file is known.</param>
/// <param name="File">The file, as the program's symbols name it; null where it is unknown.</param>
/// <param name="Line">The line, from 1; 0 where it is unknown.</param>
public sealed record CodePlace(string? Member, string? File, int Line);
