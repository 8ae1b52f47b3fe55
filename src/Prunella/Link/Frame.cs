namespace Prunella.Link;

/// <summary>One message of the link: <c>u32 length of what follows | u8 version | u8 type | payload</c>, little-endian.</summary>
/// <param name="type">What it carries; may be a type that this version does not know.</param>
/// <param name="payload">What it carries, in the form that the type sets.</param>
public readonly ref struct Frame(FrameType type, ReadOnlySpan<byte> payload)
{
    /// <summary>The version of the format. A peer of another version is not spoken to.</summary>
    public const byte Version = 1;

    /// <summary>The greatest value of the length field: version, type and payload together, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>The longest payload, in bytes.</summary>
    public const int MaxPayload = MaxLength - TagLength;

    /// <summary>Bytes before the payload.</summary>
    public const int HeaderLength = sizeof(uint) + TagLength;

    internal const int TagLength = 2;

    /// <summary>What the frame carries.</summary>
    public FrameType Type { get; } = type;

    /// <summary>The bytes; those of a <see cref="FrameReader"/> are good until its next call.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;
}
