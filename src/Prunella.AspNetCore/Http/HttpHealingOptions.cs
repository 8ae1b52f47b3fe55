using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>How the calls of an HttpClient are protected, beyond the options of their service.</summary>
public sealed record HttpHealingOptions
{
    /// <summary>What answers must be like. They are held in memory until they are checked. Null: not checked.</summary>
    public ResponseRules? Response { get; set; }

    /// <summary>Give the last good answer to the same GET when there is no other; it carries <c>Age</c> and <c>X-Prunella-Stale</c>. Default false.</summary>
    /// <remarks>By address, not by header: not for answers that depend on who asks.</remarks>
    public bool KeepLastGood { get; set; }

    /// <summary>With <see cref="KeepLastGood"/>: give it also in place of an answer that is slower than <see cref="FallbackOptions.SoftTimeout"/>. Default false.</summary>
    /// <remarks>The call goes on, with a copy of the request, and its answer is kept. Off by default, because an answer that is only slow may be wanted new.</remarks>
    public bool SoftTimeout { get; set; }

    /// <summary>Whether PUT and DELETE may be tried again. Default false. GET, HEAD and OPTIONS always may; others with the header <c>Idempotency-Key</c>.</summary>
    public bool RetryPutAndDelete { get; set; }

    /// <summary>A breaker for each host, where one client calls several. Default false.</summary>
    public bool ByHost { get; set; }
}
