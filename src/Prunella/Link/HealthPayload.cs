using Prunella.Kernel;

namespace Prunella.Link;

/// <summary>The state of a component inside the process.</summary>
/// <param name="Component">Its name, as the process knows it.</param>
/// <param name="State">Its state, its dependencies counted in.</param>
/// <param name="Reason">What was seen.</param>
/// <param name="Requires">What it can not work without.</param>
/// <param name="Uses">What it works worse without.</param>
public sealed record HealthPayload(
    ComponentName Component,
    HealthState State,
    string Reason,
    IReadOnlyList<ComponentName> Requires,
    IReadOnlyList<ComponentName> Uses)
{
    /// <summary>Its JSON.</summary>
    public byte[] ToBytes() => JsonPayload.ToBytes(this, LinkJson.Default.HealthPayload);

    /// <summary>Reads it.</summary>
    /// <exception cref="FrameException">It is no state of a component.</exception>
    public static HealthPayload Parse(ReadOnlySpan<byte> payload)
    {
        HealthPayload health = JsonPayload.Parse(payload, LinkJson.Default.HealthPayload);
        return Enum.IsDefined(health.State)
            ? health
            : throw new FrameException(FrameFault.Malformed, $"There is no state of health {(int)health.State}.");
    }
}
