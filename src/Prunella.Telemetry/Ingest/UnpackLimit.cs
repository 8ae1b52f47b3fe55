namespace Prunella.Telemetry.Ingest;

/// <summary>How far a packed file may swell before it is taken for a trap.</summary>
/// <param name="Free">Bytes that any file may have. Default 1 GiB.</param>
/// <param name="Ratio">Beyond these, most bytes for each packed byte. Default 400.</param>
public sealed record UnpackLimit(long Free = 1L << 30, int Ratio = 400)
{
    internal bool Allows(long packed, long unpacked) => unpacked <= Free || unpacked / Math.Max(1, packed) <= Ratio;
}
