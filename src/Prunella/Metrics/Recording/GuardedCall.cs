using Prunella.Kernel;

namespace Prunella.Metrics;

/// <summary>Runs foreign code that may hang on a thread of its own, and waits for it no longer than is due.</summary>
internal sealed class GuardedCall(Action work, TimeSpan limit, TimeProvider time, Action<Exception> onFault) : IDisposable
{
    private readonly DedicatedLoop _loop = new("prunella-collect", time, onFault);
    private readonly ManualResetEventSlim _done = new(initialState: true);

    /// <summary>Runs the work once.</summary>
    /// <returns>Whether it ended in time. A call that still hangs from before is not begun anew.</returns>
    public bool TryRun()
    {
        if (!_done.IsSet)
            return false;
        _done.Reset();
        _loop.Post(() =>
        {
            try
            {
                work();
            }
            finally
            {
                _done.Set();
            }
        });
        return _done.Wait(limit);
    }

    /// <summary>Ends the thread, unless the work hangs: then it ends when that does.</summary>
    public void Dispose()
    {
        if (_done.Wait(limit))
            _loop.Dispose();
        else
            _loop.Post(_loop.Dispose);
    }
}
