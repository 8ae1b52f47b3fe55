using System.Buffers.Binary;

namespace Prunella.Metrics;

/// <summary>Packs a block: in each stream the least value, the step between two levels, and each value as a level of 0 to 16 bits.</summary>
/// <remarks>
/// A block of one value takes no bits at all; whole numbers within 65,535 of each other are exact; others are within 1/510 of the block's range, and
/// where that is more than 1 % of the median size of a value, as beside a spike, within 1/131,070 of the range. Layout, little-endian:
/// <code>
/// i32 number | u8 marks (1 absent, 2 missing, 4 resets) | a u64 for each mark | for each stream: u8 bits, f32 least, if bits &gt; 0: f32 step, levels
/// </code>
/// </remarks>
internal static class BlockCodec
{
    /// <summary>The most bytes a block takes.</summary>
    public const int MaxBytes = 5 + (3 * 8) + (Block.MaxStreams * (9 + (Block.MaxLength * 2)));

    private const float LargestWhole = 16_777_216;

    /// <returns>How many bytes were written.</returns>
    public static int Write(Block block, int length, int streams, Span<byte> bytes)
    {
        ulong within = length == 64 ? ulong.MaxValue : (1UL << length) - 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes, block.Number);
        int at = 5;
        bytes[4] = 0;
        at = WriteMark(bytes, at, block.Absent & within, 1);
        at = WriteMark(bytes, at, block.Missing & within, 2);
        at = WriteMark(bytes, at, block.Resets & within, 4);
        for (int stream = 0; stream < streams; stream++)
            at = WriteStream(block, block.Stream(stream)[..length], bytes, at);
        return at;
    }

    /// <returns>How many bytes the block took; 0 where the bytes are not a block.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, int length, int streams, Block block)
    {
        if (bytes.Length < 5)
            return 0;
        block.Number = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        int marks = bytes[4];
        int at = 5;
        if (marks > 7 || bytes.Length < at + (8 * System.Numerics.BitOperations.PopCount((uint)marks)))
            return 0;
        block.Absent = ReadMark(bytes, ref at, marks & 1) | (length == 64 ? 0 : ulong.MaxValue << length);
        block.Missing = ReadMark(bytes, ref at, marks & 2);
        block.Resets = ReadMark(bytes, ref at, marks & 4);
        for (int stream = 0; stream < streams; stream++)
        {
            if (!TryReadStream(bytes, ref at, block.Stream(stream)[..length]))
                return 0;
        }

        return at;
    }

    private static int WriteMark(Span<byte> bytes, int at, ulong steps, byte mark)
    {
        if (steps == 0)
            return at;
        bytes[4] |= mark;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[at..], steps);
        return at + 8;
    }

    private static ulong ReadMark(ReadOnlySpan<byte> bytes, ref int at, int mark)
    {
        if (mark == 0)
            return 0;
        at += 8;
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes[(at - 8)..]);
    }

    private static int WriteStream(Block block, Span<float> values, Span<byte> bytes, int at)
    {
        (float least, float step, int bits) = Choose(block, values);
        bytes[at++] = (byte)bits;
        BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], least);
        at += 4;
        if (bits == 0)
            return at;
        BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], step);
        at += 4;
        int most = (1 << bits) - 1;
        int size = ((values.Length * bits) + 7) / 8;
        Span<byte> packed = bytes.Slice(at, size);
        packed.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            if (!block.HasValue(i))
                continue;
            int level = Math.Clamp((int)Math.Round(((double)values[i] - least) / step), 0, most);
            int bit = i * bits;
            if (bits == 16)
                BinaryPrimitives.WriteUInt16LittleEndian(packed[(i * 2)..], (ushort)level);
            else
                packed[bit / 8] |= (byte)(level << (bit % 8));
        }

        return at + size;
    }

    private static bool TryReadStream(ReadOnlySpan<byte> bytes, ref int at, Span<float> values)
    {
        if (bytes.Length < at + 5)
            return false;
        int bits = bytes[at];
        float least = BinaryPrimitives.ReadSingleLittleEndian(bytes[(at + 1)..]);
        at += 5;
        if (bits == 0)
        {
            values.Fill(least);
            return true;
        }

        int size = ((values.Length * bits) + 7) / 8;
        if (bits is not (1 or 2 or 4 or 8 or 16) || bytes.Length < at + 4 + size)
            return false;
        double step = BinaryPrimitives.ReadSingleLittleEndian(bytes[at..]);
        ReadOnlySpan<byte> packed = bytes.Slice(at + 4, size);
        at += 4 + size;
        int most = (1 << bits) - 1;
        for (int i = 0; i < values.Length; i++)
        {
            int bit = i * bits;
            int level = bits == 16 ? BinaryPrimitives.ReadUInt16LittleEndian(packed[(i * 2)..]) : (packed[bit / 8] >> (bit % 8)) & most;
            values[i] = (float)(least + (level * step));
        }

        return true;
    }

    private static (float Least, float Step, int Bits) Choose(Block block, ReadOnlySpan<float> values)
    {
        float least = float.PositiveInfinity;
        float greatest = float.NegativeInfinity;
        bool whole = true;
        Span<float> sizes = stackalloc float[Block.MaxLength];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!block.HasValue(i))
                continue;
            float value = values[i];
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
            whole &= value == MathF.Floor(value) && Math.Abs(value) <= LargestWhole;
            sizes[count++] = Math.Abs(value);
        }

        if (count == 0)
            return (0, 0, 0);
        double range = (double)greatest - least;
        if (range == 0)
            return (least, 0, 0);
        if (whole && range <= ushort.MaxValue)
            return (least, 1, range <= 1 ? 1 : range <= 3 ? 2 : range <= 15 ? 4 : range <= 255 ? 8 : 16);
        sizes = sizes[..count];
        sizes.Sort();
        int bits = range / 510 <= 0.01 * sizes[count / 2] ? 8 : 16;
        float step = (float)(range / ((1 << bits) - 1));
        // Where the range does not fit a float, or a step is nothing beside the least value, one value stands for all.
        return step > 0 && float.IsFinite(step) ? (least, step, bits) : (least, 0, 0);
    }
}
