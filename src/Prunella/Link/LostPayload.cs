using System.Buffers.Binary;

namespace Prunella.Link;

/// <summary>Frames that were dropped because the agent was away or slow: <c>i64 count</c>. Stands where the first of them would have stood.</summary>
/// <param name="Count">How many, at least 1.</param>
public readonly record struct LostPayload(long Count)
{
    /// <summary>Its size in bytes.</summary>
    public const int Size = sizeof(long);

    /// <summary>Writes it to the front of <paramref name="target"/>, which holds at least <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> target) => BinaryPrimitives.WriteInt64LittleEndian(target, Count);

    /// <summary>Reads it.</summary>
    /// <exception cref="FrameException">It is no count.</exception>
    public static LostPayload Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length != Size)
            throw new FrameException(FrameFault.Malformed, $"A count has {Size} bytes, not {payload.Length}.");

        long count = BinaryPrimitives.ReadInt64LittleEndian(payload);
        return count > 0
            ? new LostPayload(count)
            : throw new FrameException(FrameFault.Malformed, $"{count} frames can not have been lost.");
    }
}
