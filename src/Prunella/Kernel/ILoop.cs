namespace Prunella.Kernel;

/// <summary>One thread that runs pieces of work one after another, and so owns the state they touch without a lock.</summary>
/// <remarks>
/// Health, recovery and supervision each live on such a loop, which may be one and the same. It is never the thread pool:
/// healing must go on while the pool is starved. Work must not block. Continuations of an <c>await</c> begun on the loop return to it.
/// </remarks>
public interface ILoop
{
    /// <summary>The clock by which <see cref="Schedule"/> counts.</summary>
    TimeProvider Time { get; }

    /// <summary>Whether the caller runs on the loop.</summary>
    bool IsCurrent { get; }

    /// <summary>Runs <paramref name="work"/> on the loop, after all that was posted before. Any thread may call; never blocks.</summary>
    /// <remarks>After the loop has ended the work is dropped. An exception of the work is reported by the loop and ends nothing.</remarks>
    void Post(Action work);

    /// <summary>Runs <paramref name="work"/> on the loop once <paramref name="delay"/> has passed. Any thread may call.</summary>
    /// <param name="delay">From now, monotonic; zero or less means as soon as possible.</param>
    /// <param name="work">What to run.</param>
    /// <returns>Dispose it, on the loop, to take the work back: then it does not run.</returns>
    IDisposable Schedule(TimeSpan delay, Action work);
}
