using Prunella.Kernel;

namespace Prunella.Link;

/// <summary>A component that was told of, and that the process has taken out of its watch.</summary>
/// <param name="Component">Its name, as the process knows it.</param>
public sealed record RemovedPayload(ComponentName Component)
{
    /// <summary>Its JSON.</summary>
    public byte[] ToBytes() => JsonPayload.ToBytes(this, LinkJson.Default.RemovedPayload);

    /// <summary>Reads it.</summary>
    /// <exception cref="FrameException">It names no component.</exception>
    public static RemovedPayload Parse(ReadOnlySpan<byte> payload) => JsonPayload.Parse(payload, LinkJson.Default.RemovedPayload);
}
