namespace Prunella.Resilience;

/// <summary>An attempt took longer than it may, and was cancelled.</summary>
public sealed class AttemptTimeoutException(string service, TimeSpan timeout, Exception inner)
    : TimeoutException($"'{service}' gave no answer within {timeout.TotalMilliseconds:0} ms.", inner)
{
    /// <summary>The dependency.</summary>
    public string Service { get; } = service;

    /// <summary>The time it had.</summary>
    public TimeSpan Timeout { get; } = timeout;
}
