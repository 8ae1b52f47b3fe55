using System.Buffers.Binary;

namespace Prunella.Link;

/// <summary>One heartbeat: <c>i64 age of the last pool beat in µs | u8 flags</c>.</summary>
/// <param name="PoolAge">How long ago the thread pool last ran a piece of work, whole microseconds, not negative.</param>
/// <param name="Flags">Why silence may be excused; unknown bits are kept.</param>
public readonly record struct BeatPayload(TimeSpan PoolAge, BeatFlags Flags)
{
    /// <summary>Its size in bytes.</summary>
    public const int Size = sizeof(long) + sizeof(byte);

    /// <summary>Writes it to the front of <paramref name="target"/>, which holds at least <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, PoolAge.Ticks / TimeSpan.TicksPerMicrosecond);
        target[sizeof(long)] = (byte)Flags;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="FrameException">It is no beat.</exception>
    public static BeatPayload Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length != Size)
            throw new FrameException(FrameFault.Malformed, $"A beat has {Size} bytes, not {payload.Length}.");

        long age = BinaryPrimitives.ReadInt64LittleEndian(payload);
        return age is >= 0 and <= long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? new BeatPayload(TimeSpan.FromTicks(age * TimeSpan.TicksPerMicrosecond), (BeatFlags)payload[sizeof(long)])
            : throw new FrameException(FrameFault.Malformed, $"A pool beat can not be {age} µs old.");
    }
}
