namespace Shop.Load;

/// <summary>The last orders the shop has confirmed. Thread-safe.</summary>
internal sealed class ConfirmedOrders
{
    private const int Kept = 1_000;

    private readonly Lock _lock = new();
    private readonly Guid[] _ids = new Guid[Kept];
    private long _added;

    public void Add(Guid id)
    {
        lock (_lock)
            _ids[_added++ % Kept] = id;
    }

    /// <summary>One of them, chosen by <paramref name="number"/>; null while there is none.</summary>
    public Guid? Pick(long number)
    {
        lock (_lock)
            return _added == 0 ? null : _ids[number % Math.Min(_added, Kept)];
    }
}
