using Prunella.Kernel;

namespace Prunella.Testing;

/// <summary>A loop without a thread: its work runs when the test says so, on the test's thread, by a <see cref="ManualClock"/>.</summary>
/// <remarks>Exceptions that work lets out are thrown by the call that ran it.</remarks>
public sealed class ManualLoop : ILoop
{
    private readonly LoopQueue _queue;
    private Exception? _fault;
    private int _depth;

    /// <param name="clock">The clock; by default a new one.</param>
    public ManualLoop(ManualClock? clock = null)
    {
        Clock = clock ?? new ManualClock();
        _queue = new LoopQueue(Clock, static () => { }, error => _fault ??= error);
    }

    /// <summary>The clock that <see cref="Advance"/> moves.</summary>
    public ManualClock Clock { get; }

    /// <inheritdoc/>
    public TimeProvider Time => Clock;

    /// <inheritdoc/>
    public bool IsCurrent => _depth > 0;

    /// <inheritdoc/>
    public void Post(Action work) => _queue.Post(work);

    /// <inheritdoc/>
    public IDisposable Schedule(TimeSpan delay, Action work) => _queue.Schedule(delay, work);

    /// <summary>Runs what is due, and what that posts, until nothing is.</summary>
    public void RunUntilIdle()
    {
        _depth++;
        try
        {
            while (_queue.RunDue())
            {
            }
        }
        finally
        {
            _depth--;
        }

        if (Interlocked.Exchange(ref _fault, null) is { } fault)
            throw new InvalidOperationException("Work on the loop failed.", fault);
    }

    /// <summary>Lets time pass, stopping at each moment something falls due to run it.</summary>
    public void Advance(TimeSpan elapsed)
    {
        RunUntilIdle();
        TimeSpan left = elapsed;
        while (_queue.UntilNext() is var next && next != Timeout.InfiniteTimeSpan && next <= left)
        {
            Clock.Advance(next);
            left -= next;
            RunUntilIdle();
        }

        Clock.Advance(left);
        RunUntilIdle();
    }
}
