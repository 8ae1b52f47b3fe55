using System.IO.Compression;

namespace Prunella.Telemetry.Ingest;

/// <summary>Unpacks files by how they begin, whatever their name; Brotli, which has no beginning of its own, by its name.</summary>
internal static class Packing
{
    /// <summary>The bytes that <see cref="IsPacked"/> looks at.</summary>
    public const int SignatureBytes = 6;

    public static bool IsPacked(ReadOnlySpan<byte> head, string name) => IsGzip(head) || IsXz(head) || IsZstd(head) || IsBrotli(name);

    /// <summary>The unpacked bytes.</summary>
    /// <param name="packed">At its beginning.</param>
    /// <param name="head">The first bytes of it.</param>
    /// <param name="name">The name of the file.</param>
    /// <exception cref="InvalidDataException">The system lacks what unpacks it.</exception>
    public static Stream Open(Stream packed, ReadOnlySpan<byte> head, string name) =>
        IsGzip(head) ? new GZipStream(packed, CompressionMode.Decompress)
        : IsXz(head) ? new XzStream(packed)
        : IsZstd(head) ? new ZstdStream(packed)
        : IsBrotli(name) ? new BrotliStream(packed, CompressionMode.Decompress)
        : packed;

    private static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    private static bool IsXz(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]);

    private static bool IsZstd(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]);

    private static bool IsBrotli(string name) => name.EndsWith(".br", StringComparison.OrdinalIgnoreCase);
}
