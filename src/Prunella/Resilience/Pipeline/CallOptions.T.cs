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

    /// <summary>The call uses nothing that ends with its caller, so it may go on without him. Default false.</summary>
    /// <remarks>
    /// Then, where a last good answer is kept or there is a <see cref="Fallback"/>, a caller waits no longer than
    /// <see cref="FallbackOptions.SoftTimeout"/>. The call goes on: its outcome counts, and a good answer is kept. A request, a scope or a
    /// context of the caller's must not be touched by such a call.
    /// </remarks>
    public bool MayOutliveCaller { get; init; }

    /// <summary>The degraded way: asked when all else has failed, with the failure; or, in place of a slow call, with a <see cref="SoftTimeoutException"/>.</summary>
    public Func<Exception, CancellationToken, ValueTask<T>>? Fallback { get; init; }
}
