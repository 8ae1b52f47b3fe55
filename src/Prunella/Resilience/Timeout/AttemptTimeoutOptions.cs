namespace Prunella.Resilience;

/// <summary>How long one attempt may take.</summary>
public sealed record AttemptTimeoutOptions
{
    /// <summary>After this long the attempt's token is cancelled. Default 10 s; positive; zero for no limit. Kept to about 10 ms.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
