using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>The journal: the newest entries in memory, and all of them in files where a directory is given. Thread-safe.</summary>
/// <remarks>
/// The files are lines of JSON, chained by SHA-256 and written by a thread of their own. While the disk is full, away or too slow, entries
/// wait in bounded memory; what does not fit is lost from the files, is counted, and an <see cref="EntriesLost"/> stands in its place.
/// </remarks>
public sealed class EventJournal : IJournal, IJournalReader, IAsyncDisposable
{
    /// <summary>The longest name of a source; longer ones are cut.</summary>
    public const int MaxSourceLength = 128;

    private readonly Lock _lock = new();
    private readonly JournalRing _ring;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IScrubber? _scrubber;
    private readonly JournalFileQuery? _files;
    private readonly JournalStore? _store;
    private readonly IDisposable? _directoryLock;
    private readonly List<JournalEntry> _untold = [];
    private JournalSubscription[] _subscriptions = [];
    private int _holds;
    private bool _storeSleeps;
    private long _sequence;
    private bool _disposed;

    private EventJournal(JournalOptions options, IJournalFiles? files, TimeProvider time, ILogger logger, IScrubber? scrubber)
    {
        _scrubber = scrubber;
        _options = options with { };
        _ring = new JournalRing(options.RingCapacity);
        _time = time;
        _logger = logger;
        if (files is null)
            return;

        _directoryLock = files.Lock();
        try
        {
            var opening = new JournalOpening(files, time, logger);
            ChainTip tip = opening.Find();
            _sequence = tip.Sequence;
            _files = new JournalFileQuery(files, logger);
            _store = new JournalStore(_lock, _options, time, logger, new ChainWriter(files, _options, time, logger, tip));
            _store.Start();
            foreach (JournalDamaged damage in opening.Damages)
                _ = Append(damage);
        }
        catch
        {
            _directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a journal. Where there is a directory its newest file is checked; what is damaged is set aside and reported.</summary>
    /// <param name="options">What to keep, and where; read once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of damage, and of a disk that fails.</param>
    /// <param name="scrubber">Takes secrets out of each fact before anybody gets it; null for none.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range; names each.</exception>
    /// <exception cref="IOException">The directory can not be had, or another process has it open.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory or a file in it may not be written.</exception>
    public static EventJournal Open(JournalOptions options, TimeProvider time, ILogger<EventJournal> logger, IScrubber? scrubber = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        ValidateOptionsResult valid = new JournalOptionsValidator().Validate(name: null, options);
        if (valid.Failed)
            throw new OptionsValidationException(string.Empty, typeof(JournalOptions), valid.Failures);
        return Open(options, options.Directory is { } directory ? new DiskFiles(directory) : null, time, logger, scrubber);
    }

    internal static EventJournal Open(JournalOptions options, IJournalFiles? files, TimeProvider time, ILogger logger, IScrubber? scrubber = null) =>
        new(options, files, time, logger, scrubber);

    /// <summary>How the journal stands.</summary>
    public JournalStatus Status
    {
        get
        {
            lock (_lock)
            {
                JournalAnchor? durable = null;
                long lost = 0;
                string? error = null;
                _store?.Describe_NeedsLock(out durable, out lost, out error);
                return new JournalStatus { LastSequence = _sequence, Durable = durable, Lost = lost, StoreError = error };
            }
        }
    }

    /// <inheritdoc/>
    public long Append(JournalEvent fact) => Add(fact, _time.GetUtcNow(), _options.Source, out _);

    /// <inheritdoc/>
    public long Merge(JournalEvent fact, DateTimeOffset time, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Add(fact, time.ToUniversalTime(), source.Length <= MaxSourceLength ? source : source[..MaxSourceLength], out _);
    }

    /// <summary>Notes a fact and waits until it is on the disk: then no crash takes it. Without a directory it answers at once.</summary>
    /// <returns>Its place in the order.</returns>
    /// <exception cref="IOException">The disk does not take it at this moment, or there was no room for it to wait. It may still be written later.</exception>
    public async ValueTask<long> AppendDurableAsync(JournalEvent fact, CancellationToken cancellationToken = default)
    {
        long sequence = Add(fact, _time.GetUtcNow(), _options.Source, out bool kept);
        if (!kept)
            throw new IOException("The journal could not keep the fact in its files: too many wait for the disk, or it is closed.");
        await WaitFor(sequence).WaitAsync(cancellationToken);
        return sequence;
    }

    /// <summary>Waits until all that was noted before is on the disk, or stated there as lost. Without a directory it answers at once.</summary>
    /// <exception cref="IOException">The disk does not take it at this moment.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default)
    {
        long sequence;
        lock (_lock)
            sequence = _sequence;
        return WaitFor(sequence).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Wakes nobody for new facts until the result is disposed of: they take their places in the order, and readers and the disk get them
    /// then. For a moment in which something is more urgent than the telling, as the start of a process; not longer.
    /// </summary>
    public IDisposable HoldNews()
    {
        lock (_lock)
            _holds++;
        return new NewsHold(this);
    }

    /// <inheritdoc/>
    public JournalSubscription Subscribe(int capacity = 1024)
    {
        var subscription = new JournalSubscription(capacity, End);
        lock (_lock)
        {
            if (_disposed)
                subscription.Complete();
            else
                _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> QueryAsync(
        JournalQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        JournalEntry[] ring;
        long next;
        lock (_lock)
        {
            ring = _ring.Snapshot();
            next = _sequence + 1;
        }

        long oldest = ring.Length > 0 ? ring[0].Sequence : next;
        JournalEntry[] fitting = [.. ring.Where(query.Matches)];
        int wanted = Math.Max(0, query.Last ?? int.MaxValue);
        bool ringIsEnough = oldest == 1 || query.After >= oldest - 1 || fitting.Length >= wanted;
        if (_files is not null && !ringIsEnough)
        {
            JournalQuery older = query with { Last = query.Last - fitting.Length };
            await foreach (JournalEntry entry in _files.ReadAsync(older, Math.Min(oldest, query.Before ?? oldest), cancellationToken))
                yield return entry;
        }

        foreach (JournalEntry entry in fitting.Skip(Math.Max(0, fitting.Length - wanted)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <summary>Writes what waits, ends the subscriptions and frees the directory. What is noted later stays in memory alone.</summary>
    public async ValueTask DisposeAsync()
    {
        JournalSubscription[] ended;
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            ended = _subscriptions;
            _subscriptions = [];
        }

        foreach (JournalSubscription subscription in ended)
            subscription.Complete();
        if (_store is not null)
            await _store.DisposeAsync();
        _directoryLock?.Dispose();
    }

    private long Add(JournalEvent fact, DateTimeOffset time, string source, out bool kept)
    {
        ArgumentNullException.ThrowIfNull(fact);
        fact = Scrub(fact);
        int size = EventSize.Of(fact);
        if (size > EventClipper.MaxBytes)
        {
            fact = Clip(fact);
            size = EventSize.Of(fact);
        }

        kept = true;
        bool wake = false;
        long sequence;
        lock (_lock)
        {
            sequence = ++_sequence;
            var entry = new JournalEntry(sequence, time, source, fact);
            _ring.Add(entry, size);
            if (_store is not null)
                wake = _store.Enqueue_NeedsLock(entry, size, out kept);
            if (_holds > 0)
            {
                _untold.Add(entry);
                _storeSleeps |= wake;
                wake = false;
            }
            else
            {
                Tell_NeedsLock(entry);
            }
        }

        if (wake)
            _store!.Wake();
        return sequence;
    }

    private JournalEvent Scrub(JournalEvent fact)
    {
        try
        {
            return _scrubber is null ? fact : EventScrubber.Scrub(fact, _scrubber);
        }
        catch (Exception error)
        {
            // What can not be judged is not kept.
            return new InternalFault { Component = fact.Component, Stage = "scrubber", Error = $"{error.GetType().Name} over a {fact.GetType().Name}" };
        }
    }

    private void Tell_NeedsLock(JournalEntry entry)
    {
        foreach (JournalSubscription subscription in _subscriptions)
            subscription.Offer(entry);
    }

    private void ReleaseNews()
    {
        bool wake;
        lock (_lock)
        {
            if (--_holds > 0)
                return;
            foreach (JournalEntry entry in _untold)
                Tell_NeedsLock(entry);
            _untold.Clear();
            wake = _storeSleeps;
            _storeSleeps = false;
        }

        if (wake)
            _store!.Wake();
    }

    private JournalEvent Clip(JournalEvent fact)
    {
        try
        {
            return EventClipper.Clip(fact);
        }
        catch (Exception error)
        {
            _logger.NotSerialised(error, fact.GetType().Name);
            return new InternalFault { Stage = "journal", Error = $"A fact of type {fact.GetType().Name} was too large and could not be cut." };
        }
    }

    private Task WaitFor(long sequence)
    {
        if (_store is null)
            return Task.CompletedTask;
        Task task;
        bool wake;
        lock (_lock)
            task = _store.WaitFor_NeedsLock(sequence, out wake);
        if (wake)
            _store.Wake();
        return task;
    }

    private void End(JournalSubscription subscription)
    {
        lock (_lock)
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }

    private sealed class NewsHold(EventJournal journal) : IDisposable
    {
        private EventJournal? _journal = journal;

        public void Dispose() => Interlocked.Exchange(ref _journal, null)?.ReleaseNews();
    }
}
