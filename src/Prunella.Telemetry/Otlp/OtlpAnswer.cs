namespace Prunella.Telemetry.Otlp;

/// <summary>What a sender of OTLP is answered.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="ContentType">What <paramref name="Body"/> is.</param>
/// <param name="Body">The message in that form.</param>
public sealed record OtlpAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>After how long the sender may come again; null where it should not, or need not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
