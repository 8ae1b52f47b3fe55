namespace Prunella.Metrics;

/// <summary>Takes a packed block; the bytes are only there during the call.</summary>
internal delegate void PackedBlock(PointResolution tier, ReadOnlySpan<byte> packed);
