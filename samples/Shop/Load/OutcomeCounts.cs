namespace Shop.Load;

/// <summary>How many requests had which outcome. Counts of two moments can be subtracted.</summary>
public readonly record struct OutcomeCounts(
    long Ok, long HttpError, long Timeout, long Refused, long ResetBeforeRequest, long ResetInFlight, long Wrong, long NotSent)
{
    /// <summary>All that ended, and those that were not sent.</summary>
    public long Total => Ok + Failed;

    /// <summary>All but the right ones.</summary>
    public long Failed => HttpError + Timeout + Refused + ResetBeforeRequest + ResetInFlight + Wrong + NotSent;

    /// <summary>What came between two moments.</summary>
    public static OutcomeCounts operator -(OutcomeCounts later, OutcomeCounts earlier) => Subtract(later, earlier);

    /// <summary>What came between two moments.</summary>
    public static OutcomeCounts Subtract(OutcomeCounts later, OutcomeCounts earlier) => new(
        later.Ok - earlier.Ok,
        later.HttpError - earlier.HttpError,
        later.Timeout - earlier.Timeout,
        later.Refused - earlier.Refused,
        later.ResetBeforeRequest - earlier.ResetBeforeRequest,
        later.ResetInFlight - earlier.ResetInFlight,
        later.Wrong - earlier.Wrong,
        later.NotSent - earlier.NotSent);

    /// <summary>What came in two stretches of time.</summary>
    public static OutcomeCounts operator +(OutcomeCounts one, OutcomeCounts other) => Add(one, other);

    /// <summary>What came in two stretches of time.</summary>
    public static OutcomeCounts Add(OutcomeCounts one, OutcomeCounts other) => new(
        one.Ok + other.Ok,
        one.HttpError + other.HttpError,
        one.Timeout + other.Timeout,
        one.Refused + other.Refused,
        one.ResetBeforeRequest + other.ResetBeforeRequest,
        one.ResetInFlight + other.ResetInFlight,
        one.Wrong + other.Wrong,
        one.NotSent + other.NotSent);

    internal OutcomeCounts Plus(Outcome outcome) => outcome switch
    {
        Outcome.Ok => this with { Ok = Ok + 1 },
        Outcome.HttpError => this with { HttpError = HttpError + 1 },
        Outcome.Timeout => this with { Timeout = Timeout + 1 },
        Outcome.Refused => this with { Refused = Refused + 1 },
        Outcome.ResetBeforeRequest => this with { ResetBeforeRequest = ResetBeforeRequest + 1 },
        Outcome.ResetInFlight => this with { ResetInFlight = ResetInFlight + 1 },
        Outcome.Wrong => this with { Wrong = Wrong + 1 },
        Outcome.NotSent => this with { NotSent = NotSent + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };
}
