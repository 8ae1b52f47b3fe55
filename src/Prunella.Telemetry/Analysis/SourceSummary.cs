namespace Prunella.Telemetry.Analysis;

/// <summary>What was read of one source.</summary>
/// <param name="Name">The source.</param>
/// <param name="Format">How it is written, as it was recognised.</param>
/// <param name="Bytes">Bytes of text, unpacked.</param>
/// <param name="Records">Its records.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="BadLines">Lines that are none of the format; they count as records of plain text.</param>
/// <param name="CutLines">Lines that were cut because they are longer than 1 MiB.</param>
/// <param name="Problem">Why it was not read, or not wholly; null where all is well.</param>
public sealed record SourceSummary(string Name, string Format, long Bytes, long Records, long Lines, long BadLines, long CutLines, string? Problem);
