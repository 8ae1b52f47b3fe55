using System.Text.Json.Serialization;
using Prunella.Kernel;

namespace Prunella.Link;

/// <summary>Who is there. The first frame on every connection.</summary>
/// <param name="Role">What the peer is.</param>
/// <param name="ProcessId">Its process id, positive; the kernel's word about the socket's peer counts for more.</param>
/// <param name="Version">The version of its library, for people.</param>
/// <param name="Component">Its component; null for an operator.</param>
public sealed record Hello(
    LinkRole Role,
    [property: JsonPropertyName("pid")] int ProcessId,
    string Version,
    ComponentName? Component = null)
{
    /// <summary>Its JSON.</summary>
    public byte[] ToBytes() => JsonPayload.ToBytes(this, LinkJson.Default.Hello);

    /// <summary>Reads it.</summary>
    /// <exception cref="FrameException">It is no hello, or a process without a component.</exception>
    public static Hello Parse(ReadOnlySpan<byte> payload)
    {
        Hello hello = JsonPayload.Parse(payload, LinkJson.Default.Hello);
        return Enum.IsDefined(hello.Role) && hello.ProcessId > 0 && (hello.Role != LinkRole.Process || hello.Component is not null)
            ? hello
            : throw new FrameException(FrameFault.Malformed, "A hello needs a role and a process id, and that of a process a component.");
    }
}
