namespace Prunella.Kernel;

/// <summary>Waiting times that grow with each attempt and are drawn at random, so that many who fail together do not return together.</summary>
/// <remarks>Full jitter: uniform in [0, min(cap, first · 2ⁿ)]. Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.</remarks>
public sealed record ExponentialBackoff
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is not positive, or <paramref name="cap"/> is less than it.</exception>
    public ExponentialBackoff(TimeSpan first, TimeSpan cap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(cap, first);
        First = first;
        Cap = cap;
    }

    /// <summary>The longest wait before the second attempt.</summary>
    public TimeSpan First { get; }

    /// <summary>No wait is longer than this.</summary>
    public TimeSpan Cap { get; }

    /// <summary>The longest wait before attempt <paramref name="attempt"/>; the first attempt, number 0, never waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempt"/> is negative.</exception>
    public TimeSpan Ceiling(int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        if (attempt == 0)
            return TimeSpan.Zero;
        double ticks = First.Ticks * Math.Pow(2, attempt - 1);
        return ticks >= Cap.Ticks ? Cap : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>The wait before attempt <paramref name="attempt"/>, drawn from <paramref name="random"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempt"/> is negative.</exception>
    public TimeSpan Delay(int attempt, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Ceiling(attempt) * random.NextDouble();
    }
}
