using Prunella.Journal;

namespace Prunella.EndToEnd.Support;

/// <summary>The facts of an agent, read forward: each wait goes on behind the fact that the last one found.</summary>
internal sealed class FactLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];
    private readonly JournalSubscription _subscription;
    private TaskCompletionSource _news = NewSignal();
    private int _read;

    public FactLog(IJournalReader journal)
    {
        _subscription = journal.Subscribe(8192);
        _ = CollectAsync();
    }

    /// <summary>All facts so far.</summary>
    public IReadOnlyList<JournalEvent> All
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(static entry => entry.Event)];
        }
    }

    /// <summary>The next fact of a kind, behind the last one found.</summary>
    public async Task<TFact> NextAsync<TFact>(Func<TFact, bool>? condition = null)
        where TFact : JournalEvent
    {
        using var watchdog = new CancellationTokenSource(Eventually.Watchdog);
        while (true)
        {
            Task news;
            lock (_lock)
            {
                for (int at = _read; at < _entries.Count; at++)
                {
                    if (_entries[at].Event is TFact fact && condition?.Invoke(fact) != false)
                    {
                        _read = at + 1;
                        return fact;
                    }
                }

                news = _news.Task;
            }

            try
            {
                await news.WaitAsync(watchdog.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"no such {typeof(TFact).Name} came. The facts:\n{string.Join('\n', All)}");
            }
        }
    }

    /// <summary>The next fact of a kind that is about a component.</summary>
    public Task<TFact> NextAsync<TFact>(string component, Func<TFact, bool>? condition = null)
        where TFact : JournalEvent =>
        NextAsync<TFact>(fact => fact.Component?.Value == component && condition?.Invoke(fact) != false);

    public void Dispose() => _subscription.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task CollectAsync()
    {
        await foreach (JournalEntry entry in _subscription.Entries.ReadAllAsync())
        {
            TaskCompletionSource news;
            lock (_lock)
            {
                _entries.Add(entry);
                news = _news;
                _news = NewSignal();
            }

            news.SetResult();
        }
    }
}
