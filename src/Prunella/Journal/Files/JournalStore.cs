using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Brings entries to the disk on a thread of its own, and goes on trying while the disk does not take them.</summary>
/// <remarks>Methods that end in <c>_NeedsLock</c> want the journal's lock, which also orders the queue.</remarks>
internal sealed class JournalStore : IAsyncDisposable
{
    private const int WriteAtOnce = 256 << 10;
    private const int MaxUnsynced = 4 << 20;

    private static readonly ExponentialBackoff Backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    private readonly Lock _lock;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ChainWriter _writer;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guarded by the lock.
    private readonly List<(long Sequence, TaskCompletionSource Done)> _waiters = [];
    private readonly PendingQueue _queue;
    private bool _signalled;
    private bool _stopping;
    private JournalAnchor? _durable;
    private string? _error;

    // The thread's own.
    private Queue<PendingLine> _taken = new();
    private int _addedCount;
    private long _addedBytes;
    private int _failures;
    private long _lastSync;

    public JournalStore(Lock journalLock, JournalOptions options, TimeProvider time, ILogger logger, ChainWriter writer)
    {
        _lock = journalLock;
        _options = options;
        _time = time;
        _logger = logger;
        _writer = writer;
        _queue = new PendingQueue(options);
        _lastSync = time.GetTimestamp();
        if (writer.LastSequence > 0)
            _durable = new JournalAnchor(writer.LastSequence, writer.Head);
    }

    public void Start() => new Thread(Run) { Name = "prunella-journal", IsBackground = true }.Start();

    /// <summary>Queues an entry, or notes that it is lost.</summary>
    /// <param name="entry">The entry; places come in order.</param>
    /// <param name="size">Its estimated size.</param>
    /// <param name="kept">Whether there was room.</param>
    /// <returns>Whether the thread is to be woken, outside the lock.</returns>
    public bool Enqueue_NeedsLock(JournalEntry entry, int size, out bool kept)
    {
        kept = !_stopping && _queue.TryAdd(entry, size);
        if (!kept)
            _queue.Lose(entry, stated: !_stopping);
        return Signal_NeedsLock();
    }

    /// <summary>Ends once everything up to <paramref name="sequence"/> is on the disk; fails as soon as the disk does.</summary>
    public Task WaitFor_NeedsLock(long sequence, out bool wake)
    {
        wake = false;
        if (sequence <= (_durable?.Sequence ?? 0))
            return Task.CompletedTask;
        if (_stopping)
            return Task.FromException(new ObjectDisposedException(nameof(EventJournal)));
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Add((sequence, done));
        wake = Signal_NeedsLock();
        return done.Task;
    }

    public void Describe_NeedsLock(out JournalAnchor? durable, out long lost, out string? error)
    {
        durable = _durable;
        lost = _queue.Lost;
        error = _error;
    }

    public void Wake()
    {
        try
        {
            _ = _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // It ended between the queueing and this call.
        }
    }

    /// <summary>Writes what waits, tries once more where the disk fails, and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _stopping = true;
        Wake();
        await _ended.Task;
        _wake.Dispose();
    }

    private bool Signal_NeedsLock()
    {
        bool first = !_signalled;
        _signalled = true;
        return first;
    }

    private void Run()
    {
        try
        {
            bool stopping;
            do
            {
                stopping = Turn();
            }
            while (!stopping);
        }
        finally
        {
            Leave();
            _ended.SetResult();
        }
    }

    // Whatever happens in a turn, the thread goes on: only a stop ends it.
    private bool Turn()
    {
        bool stopping = false;
        try
        {
            Wait();
            stopping = Take(); // before what may throw: a failing disk must not keep a stop away
            WriteTaken();
            if (SyncIsDue(stopping))
                SyncAll();
            NoteSuccess();
        }
        catch (Exception error)
        {
            NoteFailure(error);
        }

        return stopping && (_failures > 0 || !MoreWaits());
    }

    private bool MoreWaits()
    {
        lock (_lock)
            return !_queue.IsEmpty;
    }

    private void Wait()
    {
        if (_failures == 0 && MoreWaits())
            return;
        if (_failures > 0)
            WaitToTryAgain();
        else if (_writer.Unsynced == 0 || _options.Fsync == FsyncPolicy.Never)
            _ = _wake.WaitOne();
        else if (_options.FsyncInterval - _time.GetElapsedTime(_lastSync) is { Ticks: > 0 } left)
            _ = _wake.WaitOne(Milliseconds(left));
    }

    // Whoever waits for the disk has it tried at once; new entries alone do not.
    private void WaitToTryAgain()
    {
        long begin = Stopwatch.GetTimestamp();
        TimeSpan delay = Backoff.Ceiling(_failures);
        while (delay - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } left && _wake.WaitOne(Milliseconds(left)))
        {
            lock (_lock)
            {
                if (_stopping || _waiters.Count > 0)
                    return;
                _signalled = false;
            }
        }
    }

    private static int Milliseconds(TimeSpan span) => (int)Math.Ceiling(span.TotalMilliseconds);

    private bool Take()
    {
        lock (_lock)
        {
            _signalled = false;
            if (_taken.Count == 0)
                _queue.Take(ref _taken);
            return _stopping;
        }
    }

    private void WriteTaken()
    {
        _writer.Write(); // what a failed turn left
        while (_taken.TryPeek(out PendingLine? line))
        {
            JournalEntry entry = line.IsLoss ? Statement(line) : line.Entry;
            while (!_writer.TryAdd(entry, line.Last))
                _writer.Rotate();
            _ = _taken.Dequeue();
            _addedCount += line.IsLoss ? 0 : 1;
            _addedBytes += line.Size;
            if (_writer.Unwritten >= WriteAtOnce)
                WriteAdded();
            if (_writer.Unsynced >= MaxUnsynced)
                SyncAll();
        }

        WriteAdded();
    }

    private JournalEntry Statement(PendingLine loss) => loss.Entry with
    {
        Source = _options.Source,
        Event = new EntriesLost
        {
            Count = loss.Last - loss.Entry.Sequence + 1,
            Reason = "more entries waited for the disk than may",
        },
    };

    private void WriteAdded()
    {
        _writer.Write();
        if (_addedCount == 0)
            return;
        lock (_lock)
            _queue.Written(_addedCount, _addedBytes);
        _addedCount = 0;
        _addedBytes = 0;
    }

    private bool SyncIsDue(bool stopping)
    {
        if (stopping || (_options.Fsync == FsyncPolicy.Always && _writer.Unsynced > 0))
            return true;
        lock (_lock)
        {
            if (_waiters.Count > 0)
                return true;
        }

        return _options.Fsync == FsyncPolicy.Interval && _writer.Unsynced > 0 && _time.GetElapsedTime(_lastSync) >= _options.FsyncInterval;
    }

    private void SyncAll()
    {
        _writer.Sync();
        _lastSync = _time.GetTimestamp();
        List<TaskCompletionSource> done = [];
        lock (_lock)
        {
            _error = null; // before anybody is told, so that who then looks finds none
            if (_writer.LastSequence > 0)
                _durable = new JournalAnchor(_writer.LastSequence, _writer.Head);
            done.AddRange(_waiters.Where(waiter => waiter.Sequence <= _writer.LastSequence).Select(static waiter => waiter.Done));
            _ = _waiters.RemoveAll(waiter => waiter.Sequence <= _writer.LastSequence);
        }

        foreach (TaskCompletionSource waiter in done)
            waiter.SetResult();
    }

    private void NoteSuccess()
    {
        if (_failures == 0)
            return;
        _failures = 0;
        long lost;
        lock (_lock)
        {
            _error = null;
            lost = _queue.Lost;
        }

        Say(() => _logger.StoreRecovered(lost));
    }

    private void NoteFailure(Exception error)
    {
        lock (_lock)
            _error = error.Message; // before anybody is told, so that who then looks finds it
        FailWaiters(new IOException($"The journal could not be written: {error.Message} The store goes on trying.", error));
        if (_failures++ > 0)
            return; // said once, until it recovers
        Say(() => _logger.StoreFailed(error));
    }

    private static void Say(Action log)
    {
        try
        {
            log();
        }
        catch (Exception)
        {
            // A logger that throws must not end the thread.
        }
    }

    private void FailWaiters(Exception error)
    {
        List<TaskCompletionSource> failed;
        lock (_lock)
        {
            failed = [.. _waiters.Select(static waiter => waiter.Done)];
            _waiters.Clear();
        }

        foreach (TaskCompletionSource waiter in failed)
            waiter.SetException(error);
    }

    private void Leave()
    {
        int unwritten;
        lock (_lock)
            unwritten = _queue.LoseAll();

        FailWaiters(new ObjectDisposedException(nameof(EventJournal)));
        _writer.Dispose();
        if (unwritten > 0)
            Say(() => _logger.ClosedUnwritten(unwritten));
    }
}
