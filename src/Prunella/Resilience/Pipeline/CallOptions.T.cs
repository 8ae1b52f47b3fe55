namespace Prunella.Resilience;

/// <summary>What a call says about itself and about its answer.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
public sealed record CallOptions<T> : CallOptions
{
    /// <summary>Says what an answer means, where bad answers are not exceptions. Null: every answer is a success.</summary>
    public Func<T, Judgement>? Judge { get; init; }

    /// <summary>Says what is wrong with an answer; null from it for a good one. A bad one counts as a failure.</summary>
    public Func<T, string?>? Validate { get; init; }

    /// <summary>Keep the last good answer under this key and give it when there is no other. Null: keep none.</summary>
    public string? CacheKey { get; init; }

    /// <summary>Bytes an answer takes. Null: strings and byte arrays are measured, anything else counts as 1 KiB.</summary>
    public Func<T, int>? SizeOf { get; init; }

    /// <summary>Where a last good answer is kept: give it after this time, let the call go on, and let nobody else make the same call meanwhile.</summary>
    /// <remarks>The call outlives the answer, so it must use nothing that ends with its caller. Null: wait for the call.</remarks>
    public TimeSpan? SoftTimeout { get; init; }

    /// <summary>The degraded way: asked when all else has failed, with the failure.</summary>
    public Func<Exception, CancellationToken, ValueTask<T>>? Fallback { get; init; }
}
