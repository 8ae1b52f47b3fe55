using System.Buffers.Binary;

namespace Prunella.Metrics;

/// <summary>A sketch as a few bytes: the sum, then for each bucket the step from the one before and the count, both of variable length.</summary>
internal static class SketchCodec
{
    private const int LongestEntry = 3 + 10;

    public static byte[] Write(ReadOnlySpan<short> buckets, ReadOnlySpan<long> counts, double sum)
    {
        byte[] buffer = new byte[sizeof(double) + (buckets.Length * LongestEntry)];
        BinaryPrimitives.WriteDoubleLittleEndian(buffer, sum);
        int at = sizeof(double);
        int before = short.MinValue;
        for (int i = 0; i < buckets.Length; i++)
        {
            at = WriteNumber(buffer, at, (ulong)(buckets[i] - before));
            at = WriteNumber(buffer, at, (ulong)counts[i]);
            before = buckets[i];
        }

        return buffer[..at];
    }

    /// <returns>Null where the bytes are not a sketch.</returns>
    public static QuantileSketch? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(double))
            return null;
        double sum = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        List<short> buckets = [];
        List<long> counts = [];
        int at = sizeof(double);
        long bucket = short.MinValue;
        while (at < bytes.Length)
        {
            if (!TryReadNumber(bytes, ref at, out ulong step) || !TryReadNumber(bytes, ref at, out ulong count) || step > ushort.MaxValue || count > long.MaxValue)
                return null;
            bucket += (long)step;
            if (bucket is < -LogBucket.Last or > LogBucket.Last || (buckets.Count > 0 && step == 0))
                return null;
            buckets.Add((short)bucket);
            counts.Add((long)count);
        }

        return new QuantileSketch([.. buckets], [.. counts], sum);
    }

    private static int WriteNumber(byte[] buffer, int at, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            buffer[at++] = (byte)(number | 0x80);
        buffer[at++] = (byte)number;
        return at;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> bytes, ref int at, out ulong number)
    {
        number = 0;
        for (int shift = 0; at < bytes.Length && shift < 64; shift += 7)
        {
            byte part = bytes[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }

        return false;
    }
}
