using System.Buffers;
using System.Buffers.Binary;

namespace Prunella.Link;

/// <summary>Writes frames.</summary>
public static class FrameWriter
{
    /// <summary>Writes a frame to the front of <paramref name="target"/>. Allocates nothing.</summary>
    /// <returns>Bytes written: <see cref="Frame.HeaderLength"/> and the payload.</returns>
    /// <exception cref="ArgumentException">The payload is beyond <see cref="Frame.MaxPayload"/>, or the target too small.</exception>
    public static int Write(Span<byte> target, FrameType type, ReadOnlySpan<byte> payload)
    {
        int size = SizeOf(payload.Length);
        if (target.Length < size)
            throw new ArgumentException($"The frame needs {size} bytes.", nameof(target));

        BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)(Frame.TagLength + payload.Length));
        target[sizeof(uint)] = Frame.Version;
        target[Frame.HeaderLength - 1] = (byte)type;
        payload.CopyTo(target[Frame.HeaderLength..]);
        return size;
    }

    /// <summary>Writes a frame to the end of <paramref name="output"/>.</summary>
    /// <exception cref="ArgumentException">The payload is beyond <see cref="Frame.MaxPayload"/>.</exception>
    public static void Write(IBufferWriter<byte> output, FrameType type, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Advance(Write(output.GetSpan(SizeOf(payload.Length)), type, payload));
    }

    /// <summary>A frame in an array of its own.</summary>
    /// <exception cref="ArgumentException">The payload is beyond <see cref="Frame.MaxPayload"/>.</exception>
    public static byte[] ToArray(FrameType type, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[SizeOf(payload.Length)];
        _ = Write(frame, type, payload);
        return frame;
    }

    private static int SizeOf(int payload) => payload <= Frame.MaxPayload
        ? Frame.HeaderLength + payload
        : throw new ArgumentException($"A payload of {payload} bytes is beyond the limit of {Frame.MaxPayload}.", nameof(payload));
}
