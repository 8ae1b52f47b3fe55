using System.Buffers.Binary;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Store;

/// <summary>What stands before the columns of a block: enough to pass over it, and a checksum over all.</summary>
/// <param name="IsPacked">The columns are packed with Brotli.</param>
/// <param name="Length">Bytes of the columns as they lie on disk.</param>
/// <param name="Unpacked">Bytes of the columns unpacked.</param>
/// <param name="Count">Records.</param>
/// <param name="Earliest">The first time, 100 ns since the year 1.</param>
/// <param name="Latest">The last time.</param>
/// <param name="Highest">The highest level.</param>
/// <param name="Checksum">Of the columns as they lie on disk, by <see cref="Store.Checksum"/>.</param>
internal readonly record struct BlockHeader(bool IsPacked, int Length, int Unpacked, int Count, long Earliest, long Latest, LogLevel Highest, uint Checksum)
{
    /// <summary>Its own bytes.</summary>
    public const int Size = 44;

    private const uint Magic = 0x3242_4E50, FirstMagic = 0x3142_4E50; // "PNB2", "PNB1"
    private const int MostBytes = 256 << 20;

    /// <summary>The form of the columns, which has changed once; a file may have blocks of both.</summary>
    public int Version { get; init; } = 2;

    /// <summary>Whether the columns are those that were written.</summary>
    public bool IsOf(ReadOnlySpan<byte> columns) => Checksum == ChecksumOf(columns);

    /// <summary>The checksum that columns of this form have.</summary>
    public uint ChecksumOf(ReadOnlySpan<byte> columns) => Version == 1 ? Store.Checksum.InOneRow(columns) : Store.Checksum.Of(columns);

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Version == 1 ? FirstMagic : Magic);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], Unpacked);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Earliest);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Latest);
        target[32] = (byte)Highest;
        target[33] = IsPacked ? (byte)1 : (byte)0;
        target[34] = target[35] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(target[36..], Checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[40..], Store.Checksum.InOneRow(target[..40]));
    }

    /// <returns>False where the bytes are no header, or not a whole one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out BlockHeader header)
    {
        header = default;
        if (source.Length < Size)
            return false;
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(source);
        if (magic is not (Magic or FirstMagic) || BinaryPrimitives.ReadUInt32LittleEndian(source[40..]) != Store.Checksum.InOneRow(source[..40]))
            return false;
        header = new BlockHeader(
            source[33] == 1, BinaryPrimitives.ReadInt32LittleEndian(source[4..]), BinaryPrimitives.ReadInt32LittleEndian(source[8..]), BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]), BinaryPrimitives.ReadInt64LittleEndian(source[24..]), (LogLevel)source[32], BinaryPrimitives.ReadUInt32LittleEndian(source[36..]))
        {
            Version = magic == Magic ? 2 : 1,
        };
        return header is { Length: >= 0 and <= MostBytes, Unpacked: >= 0 and <= MostBytes, Count: >= 0 };
    }
}
