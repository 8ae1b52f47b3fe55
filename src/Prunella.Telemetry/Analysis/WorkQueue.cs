namespace Prunella.Telemetry.Analysis;

/// <summary>Pieces of work that may bring more pieces. Ends when all are done.</summary>
internal sealed class WorkQueue<T>(IEnumerable<T> first)
{
    private readonly Queue<T> _waiting = new(first);
    private readonly object _lock = new();
    private int _underWay;

    public void Add(T item)
    {
        lock (_lock)
        {
            _waiting.Enqueue(item);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>The next piece; waits while others are under way that may bring more.</summary>
    /// <returns>False when all is done.</returns>
    public bool TryTake(out T item)
    {
        lock (_lock)
        {
            while (_waiting.Count == 0 && _underWay > 0)
                Monitor.Wait(_lock);
            bool taken = _waiting.TryDequeue(out item!);
            _underWay += taken ? 1 : 0;
            return taken;
        }
    }

    /// <summary>A piece that was taken is done.</summary>
    public void Done()
    {
        lock (_lock)
        {
            if (--_underWay == 0)
                Monitor.PulseAll(_lock);
        }
    }
}
