namespace Prunella.Resilience;

/// <summary>What became of one attempt, as the breaker, the retry and the limiter see it.</summary>
public enum OutcomeKind
{
    /// <summary>A good answer in the usual time.</summary>
    Success = 0,

    /// <summary>A good answer, but far slower than usual.</summary>
    Slow = 1,

    /// <summary>The dependency failed: an exception, or a status of 500 and above.</summary>
    Error = 2,

    /// <summary>No answer in time.</summary>
    Timeout = 3,

    /// <summary>No connection: refused, unreachable, reset before an answer.</summary>
    Refused = 4,

    /// <summary>An answer that did not pass validation.</summary>
    Invalid = 5,

    /// <summary>The dependency asks for less load (429, or 503 with Retry-After): it works, so this opens no circuit.</summary>
    Overload = 6,

    /// <summary>The caller's own mistake (4xx, bad argument): the dependency works.</summary>
    CallerFault = 7,

    /// <summary>The caller gave up. Says nothing about the dependency and is counted nowhere.</summary>
    Cancelled = 8,
}
