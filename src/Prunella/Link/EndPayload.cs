using System.Text.Json.Serialization;

namespace Prunella.Link;

/// <summary>The end of an answer to an operator.</summary>
/// <param name="ExitCode">What the command line exits with; 0 for success.</param>
/// <param name="Error">What went wrong, for people; null for success.</param>
public sealed record EndPayload([property: JsonPropertyName("exit")] int ExitCode, string? Error = null)
{
    /// <summary>Its JSON.</summary>
    public byte[] ToBytes() => JsonPayload.ToBytes(this, LinkJson.Default.EndPayload);

    /// <summary>Reads it.</summary>
    /// <exception cref="FrameException">It is no end.</exception>
    public static EndPayload Parse(ReadOnlySpan<byte> payload) => JsonPayload.Parse(payload, LinkJson.Default.EndPayload);
}
