namespace Prunella.Resilience;

/// <summary>A call is slower than its caller cares to wait; it goes on. Never thrown: it tells a <see cref="CallOptions{T}.Fallback"/> why it is asked.</summary>
public sealed class SoftTimeoutException(string service, TimeSpan waited)
    : TimeoutException($"'{service}' gave no answer within {waited.TotalMilliseconds:0} ms; the call goes on.")
{
    /// <summary>The dependency.</summary>
    public string Service { get; } = service;

    /// <summary>How long was waited.</summary>
    public TimeSpan Waited { get; } = waited;
}
