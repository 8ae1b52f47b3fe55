using System.Collections.Concurrent;
using System.Collections.Immutable;
using Prunella.Telemetry.Otlp;

namespace Prunella.Telemetry.Live;

/// <summary>Analyses a running system on a thread of its own, behind all other work: OTLP and lines of output go in, findings come out. Bounded; thread-safe.</summary>
/// <remarks>
/// The newest window is compared with ordinary time before it by the seven detectors of <see cref="Detectors.AnomalyDetectors"/> and by a <see cref="Watching.FaultWatch"/>.
/// A cause is told once when it has been found some looks in a row, and once more when it is over. Whoever gives it something never waits for it.
/// </remarks>
public sealed class LiveAnalysis : IDisposable
{
    private const int MostWaiting = 65_536;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500), Farewell = TimeSpan.FromSeconds(2);
    private readonly LiveAnalysisOptions _options;
    private readonly Action<LiveFinding> _told;
    private readonly Action<Exception> _onFault;
    private readonly TimeProvider _time;
    private readonly LiveObserver _observer;
    private readonly BlockingCollection<Item> _queue = new(MostWaiting);
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private TaskCompletionSource<LivePicture>? _wanted;
    private volatile LivePicture? _picture;
    private ImmutableArray<LiveFinding> _findings = [], _over = [];
    private long _bytes, _lost;
    private volatile bool _ended;

    /// <param name="told">Takes each finding when it is told and when it is over, on the thread of the analysis.</param>
    /// <param name="options">How it looks; the defaults where null.</param>
    /// <param name="time">The clock; the system's where null.</param>
    /// <param name="onFault">Told of exceptions, its own and those of <paramref name="told"/>; the analysis goes on.</param>
    /// <exception cref="ArgumentException">An option is not as it must be.</exception>
    public LiveAnalysis(Action<LiveFinding> told, LiveAnalysisOptions? options = null, TimeProvider? time = null, Action<Exception>? onFault = null)
    {
        ArgumentNullException.ThrowIfNull(told);
        _options = options ?? new LiveAnalysisOptions();
        _options.Check(nameof(options));
        (_told, _time, _onFault) = (told, time ?? TimeProvider.System, onFault ?? (static _ => { }));
        _observer = new LiveObserver(_options);
        _thread = new Thread(Run) { Name = "prunella-analysis", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>What was told and is not over, the gravest first.</summary>
    public ImmutableArray<LiveFinding> Findings
    {
        get
        {
            lock (_lock)
                return _findings;
        }
    }

    /// <summary>What is over, the newest first; at most 50.</summary>
    public ImmutableArray<LiveFinding> Ended
    {
        get
        {
            lock (_lock)
                return _over;
        }
    }

    /// <summary>Takes the records of a request in. Never waits.</summary>
    /// <returns>False where there is no room now: whoever sends may come again.</returns>
    public bool Offer(OtlpBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Add(new Item(batch, null, null, null, batch.Bytes));
    }

    /// <summary>Takes a line of output in; where there is no room it is lost, and counted. Never waits.</summary>
    /// <param name="service">Whose log it belongs to, as the same service is called in OTLP.</param>
    /// <param name="process">Which of its processes wrote it: lines of one are put together to records.</param>
    /// <param name="text">The line without its end.</param>
    public void Line(string service, string process, string text)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(text);
        if (!Add(new Item(null, service, process, text, 64 + 2 * text.Length)))
            _ = Interlocked.Increment(ref _lost);
    }

    /// <summary>What it shows. Put together only where somebody asks, and no more often than it looks.</summary>
    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<LivePicture> ShowAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        if (_picture is { } picture && _time.GetUtcNow() - picture.At < _options.Period)
            return picture with { Findings = Findings };
        Task<LivePicture> made;
        lock (_lock)
            made = (_wanted ??= new TaskCompletionSource<LivePicture>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        _ = Add(new Item(null, null, null, null, 0)); // wakes it
        return await made.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends; what waits is left.</summary>
    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        _queue.CompleteAdding();
        if (_thread.Join(Farewell))
            _queue.Dispose();
        lock (_lock)
            _ = _wanted?.TrySetException(new ObjectDisposedException(nameof(LiveAnalysis)));
    }

    private bool Add(Item item)
    {
        if (_ended || Interlocked.Add(ref _bytes, item.Bytes) > _options.QueueBytes && item.Bytes > 0)
        {
            _ = Interlocked.Add(ref _bytes, -item.Bytes);
            return false;
        }

        try
        {
            if (_queue.TryAdd(item))
                return true;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
        }

        _ = Interlocked.Add(ref _bytes, -item.Bytes);
        return false;
    }

    private void Run()
    {
        long advanced = _time.GetTimestamp(), looked = advanced;
        while (!_ended)
        {
            try
            {
                bool some = _queue.TryTake(out Item item, Tick);
                if (some)
                    Take(item);
                if (_time.GetElapsedTime(looked) >= _options.Period)
                {
                    looked = advanced = _time.GetTimestamp();
                    Tell(_observer.Look(_time.GetUtcNow()));
                }
                else if (_time.GetElapsedTime(advanced) >= Tick)
                {
                    advanced = _time.GetTimestamp();
                    _observer.Advance(_time.GetUtcNow());
                }

                // Who asks sees what was given before.
                if (!some || item.IsQuestion || _queue.Count == 0)
                    Show();
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }
    }

    private void Take(in Item item)
    {
        _ = Interlocked.Add(ref _bytes, -item.Bytes);
        if (item.Batch is { } batch)
            _observer.Take(batch, _time.GetUtcNow());
        else if (item.Text is { } text)
            _observer.Take(item.Service!, item.Process!, text, _time.GetUtcNow());
    }

    private void Tell(IReadOnlyList<LiveFinding> news)
    {
        lock (_lock)
            (_findings, _over) = (_observer.Findings, _observer.Ended);
        foreach (LiveFinding one in news)
        {
            try
            {
                _told(one);
            }
            catch (Exception error)
            {
                Fault(error);
            }
        }
    }

    private void Show()
    {
        TaskCompletionSource<LivePicture>? wanted;
        lock (_lock)
            (wanted, _wanted) = (_wanted, null);
        if (wanted is null)
            return;
        try
        {
            LivePicture picture = _observer.Show(_time.GetUtcNow());
            _picture = picture = picture with { Counts = picture.Counts with { Lost = Interlocked.Read(ref _lost) } };
            _ = wanted.TrySetResult(picture);
        }
        catch (Exception error)
        {
            _ = wanted.TrySetException(error);
        }
    }

    private void Fault(Exception error)
    {
        try
        {
            _onFault(error);
        }
        catch (Exception)
        {
            // Who is told of faults must not throw; there is nobody left to tell.
        }
    }

    private readonly record struct Item(OtlpBatch? Batch, string? Service, string? Process, string? Text, int Bytes)
    {
        public bool IsQuestion => Batch is null && Text is null;
    }
}
