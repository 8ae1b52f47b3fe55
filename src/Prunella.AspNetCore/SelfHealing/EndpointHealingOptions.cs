using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>How an endpoint is protected, beyond the options of its service.</summary>
public sealed record EndpointHealingOptions
{
    /// <summary>Instead of the flag: false, never tried again. Only GET, HEAD and OPTIONS are ever.</summary>
    public bool? Retry { get; init; }

    /// <summary>Instead of the flag: false, no breaker.</summary>
    public bool? CircuitBreaker { get; init; }

    /// <summary>What an answer must be like before it is sent. The answer is held in memory until it is checked. Null: not checked.</summary>
    public ResponseRules? Response { get; init; }

    /// <summary>Give the last good answer to the same GET when there is no other; it is marked by the header <c>X-Prunella-Stale</c>. Default false.</summary>
    /// <remarks>One answer for all who ask for the same path and query: not for answers that depend on who asks.</remarks>
    public bool KeepLastGood { get; init; }
}
