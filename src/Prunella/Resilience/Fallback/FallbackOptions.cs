namespace Prunella.Resilience;

/// <summary>How good answers are kept for bad times. Only calls with a <see cref="CallOptions{T}.CacheKey"/> are kept.</summary>
public sealed record FallbackOptions
{
    /// <summary>No older answer is given. Default 10 minutes, positive.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most bytes that kept answers take, by <see cref="CallOptions{T}.SizeOf"/>. Default 16 MiB, at least 1 KiB.</summary>
    public long MaxBytes { get; set; } = 16 << 20;

    /// <summary>How long a caller waits before he is given a second answer in place of a slow one. Default on, for calls that <see cref="CallOptions{T}.MayOutliveCaller"/>; null: to the end.</summary>
    public SoftTimeoutOptions? SoftTimeout { get; set; } = new();

    internal FallbackOptions Validated()
    {
        _ = SoftTimeout?.Validated();
        OptionRule.Require<FallbackOptions>(MaxAge > TimeSpan.Zero, nameof(MaxAge), "positive");
        OptionRule.Require<FallbackOptions>(MaxBytes >= 1024, nameof(MaxBytes), "at least 1024");
        return this;
    }
}
