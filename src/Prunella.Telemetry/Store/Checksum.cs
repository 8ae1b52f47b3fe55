using System.Numerics;
using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Store;

/// <summary>Tells whether bytes are those that were written. CRC-32C (Castagnoli), by the processor's instruction where it has one.</summary>
internal static class Checksum
{
    /// <summary>The checksum of the checksums of four quarters.</summary>
    /// <remarks>Each step waits for the one before it, some cycles long: four rows side by side are done in the time of one.</remarks>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        int length = words.Length / 4;
        ReadOnlySpan<ulong> first = words[..length], second = words.Slice(length, length), third = words.Slice(2 * length, length), fourth = words.Slice(3 * length, length);
        uint a = uint.MaxValue, b = uint.MaxValue, c = uint.MaxValue, d = uint.MaxValue;
        for (int i = 0; i < first.Length; i++)
        {
            a = BitOperations.Crc32C(a, first[i]);
            b = BitOperations.Crc32C(b, second[i]);
            c = BitOperations.Crc32C(c, third[i]);
            d = BitOperations.Crc32C(d, fourth[i]);
        }

        d = Go(d, bytes[(length * 4 * sizeof(ulong))..]);
        return ~BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, a | (ulong)b << 32), c | (ulong)d << 32);
    }

    /// <summary>The plain checksum.</summary>
    public static uint InOneRow(ReadOnlySpan<byte> bytes) => ~Go(uint.MaxValue, bytes);

    private static uint Go(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte value in bytes[(bytes.Length & ~7)..])
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
