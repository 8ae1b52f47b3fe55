using System.Threading.Channels;

namespace Prunella.Journal;

/// <summary>One reader of coming facts. A slow reader loses the oldest and learns how many; it never holds up the writers.</summary>
public sealed class JournalSubscription : IDisposable
{
    private readonly Channel<JournalEntry> _channel;
    private readonly Action<JournalSubscription> _end;
    private long _missed;

    internal JournalSubscription(int capacity, Action<JournalSubscription> end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _end = end;
        _channel = Channel.CreateBounded<JournalEntry>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Increment(ref _missed));
    }

    /// <summary>The facts, in order. Completes when the subscription or the journal ends.</summary>
    public ChannelReader<JournalEntry> Entries => _channel.Reader;

    /// <summary>How many facts were dropped because the reader was too slow.</summary>
    public long Missed => Volatile.Read(ref _missed);

    /// <summary>Ends the subscription; what waits can still be read.</summary>
    public void Dispose()
    {
        _end(this);
        Complete();
    }

    internal void Offer(JournalEntry entry) => _channel.Writer.TryWrite(entry);

    internal void Complete() => _channel.Writer.TryComplete();
}
