namespace Prunella.Kernel;

/// <summary>A loop on a thread of its own that outlives a starved thread pool.</summary>
public sealed class DedicatedLoop : ILoop, IDisposable
{
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly LoopQueue _queue;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="name">The name of the thread, as debuggers and <c>/proc</c> show it.</param>
    /// <param name="time">The clock; a thread can only wait by the system's, so tests use the loop of Prunella.Testing.</param>
    /// <param name="onFault">Told of each exception that a piece of work let out; must not throw.</param>
    public DedicatedLoop(string name, TimeProvider time, Action<Exception> onFault)
    {
        Time = time;
        _queue = new LoopQueue(time, Wake, onFault);
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public TimeProvider Time { get; }

    /// <inheritdoc/>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <inheritdoc/>
    public void Post(Action work) => _queue.Post(work);

    /// <inheritdoc/>
    public IDisposable Schedule(TimeSpan delay, Action work) => _queue.Schedule(delay, work);

    /// <summary>Ends the thread after the piece of work it is at; what still waits is dropped.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        _queue.Close();
        _ = _wake.Set();
        if (!IsCurrent)
            _thread.Join();
        _wake.Dispose();
    }

    private void Wake()
    {
        if (IsCurrent)
            return; // it looks at what is due before it sleeps
        try
        {
            _ = _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // The loop ended between the queueing and this call: the work is dropped, as after any end.
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            _ = _queue.RunDue();
            TimeSpan idle = _queue.UntilNext();
            if (idle == TimeSpan.Zero || _stopping)
                continue;
            // Rounded up: waking a fraction of a millisecond early would spin.
            _ = idle == Timeout.InfiniteTimeSpan
                ? _wake.WaitOne()
                : _wake.WaitOne((int)Math.Min(int.MaxValue, Math.Ceiling(idle.TotalMilliseconds)));
        }
    }
}
