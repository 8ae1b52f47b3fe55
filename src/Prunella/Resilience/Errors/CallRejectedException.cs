namespace Prunella.Resilience;

/// <summary>A call was not made at all, to protect its dependency or its caller.</summary>
public abstract class CallRejectedException : Exception
{
    private protected CallRejectedException(string message, string service, TimeSpan retryAfter)
        : base(message)
    {
        Service = service;
        RetryAfter = retryAfter;
    }

    /// <summary>The dependency that was not called.</summary>
    public string Service { get; }

    /// <summary>How long to wait before it is worth another try; zero where that is not known.</summary>
    public TimeSpan RetryAfter { get; }
}
