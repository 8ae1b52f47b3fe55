using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Prunella.Journal;

namespace Prunella.Link;

/// <summary>Tells the agent that this process lives, and what it notes and sees: from a thread of its own, never holding up the process.</summary>
/// <remarks>The thread is a background thread, so it ends with the process; nothing is ever thrown to the application.</remarks>
internal sealed class AgentLink : IDisposable
{
    // So many facts are taken in one turn at most: a flood of them must not delay a beat.
    private const int FactsPerTurn = 256;

    private readonly AgentLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly LinkQueue _queue = new();
    private readonly PoolBeat _pool;
    private readonly byte[] _hello;
    private readonly byte[] _beat = new byte[Frame.HeaderLength + BeatPayload.Size];
    private readonly JournalSubscription? _facts;
    private readonly HealthNews? _health;
    private readonly Thread _thread;

    private LinkConnection? _connection;
    private bool _beatDue;
    private long _nextBeat;
    private long _nextAttempt;
    private long _connectedAt;
    private long _missed;
    private int _attempt;
    private TimeSpan _poolAge;
    private bool _awayWasTold;
    private bool _faultWasTold;
    private volatile bool _stopping;

    public AgentLink(AgentLinkOptions options, ILogger<AgentLink> logger)
    {
        _options = options;
        _time = options.Time;
        _logger = logger;
        _pool = new PoolBeat(options.Interval, _time, options.PostToPool);
        string version = typeof(AgentLink).Assembly.GetName().Version?.ToString(3) ?? "0";
        _hello = FrameWriter.ToArray(
            FrameType.Hello, new Hello(LinkRole.Process, Environment.ProcessId, version, options.Component).ToBytes());
        _facts = options.Journal?.Subscribe(LinkQueue.MaxFrames);
        _health = options.Health is { } monitor ? new HealthNews(monitor, () => _wake.Set()) : null;
        _nextBeat = _nextAttempt = _time.GetTimestamp();
        _thread = new Thread(Run) { Name = "prunella-link", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Sends what the agent takes at once, and ends. Waits for that no longer than two intervals.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        _ = _wake.Set();
        // Not disposing the event: the monitor's loop may be about to set it.
        _ = _thread.Join(2 * _options.Interval);
    }

    private void Run()
    {
        while (!_stopping)
        {
            Guarded(Turn);
            Guarded(Wait);
        }

        Guarded(Turn);
        Guarded(() =>
        {
            _facts?.Dispose();
            _health?.Dispose();
            _connection?.Dispose();
        });
    }

    // A fault must not end the thread: silence would have the agent kill a process that is well.
    private void Guarded(Action step)
    {
        try
        {
            step();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            Disconnect(error.Message);
        }
        catch (Exception error) when (_faultWasTold)
        {
            _ = error; // told once: it would come back each turn
        }
        catch (Exception error)
        {
            _faultWasTold = true;
            Log(logger => logger.TurnFailed(error));
        }
    }

    private void Turn()
    {
        long now = _time.GetTimestamp();
        if (now >= _nextBeat)
        {
            _poolAge = _pool.Turn();
            _beatDue = true;
            _nextBeat = now + Ticks(_options.Interval);
        }

        TakeFacts();
        if (_connection is null && now >= _nextAttempt)
            Connect(now);
        if (_connection is not null)
            Send(_connection);
    }

    private void Wait()
    {
        if (_facts is { Entries.Count: > 0 } || _stopping)
            return;

        long next = _connection is null ? Math.Min(_nextBeat, _nextAttempt) : _nextBeat;
        TimeSpan left = _time.GetElapsedTime(_time.GetTimestamp(), next);
        if (left <= TimeSpan.Zero)
            return;
        if (_connection is { Unsent: not null })
            _connection.WaitUntilWritable(left);
        else
            _ = _wake.WaitOne((int)Math.Ceiling(left.TotalMilliseconds)); // rounded down it would spin
    }

    private void TakeFacts()
    {
        if (_facts is null)
            return;

        long missed = _facts.Missed;
        _queue.AddLost(missed - _missed);
        _missed = missed;
        for (int i = 0; i < FactsPerTurn && _facts.Entries.TryRead(out JournalEntry? entry); i++)
            Add(entry);
    }

    private void Add(JournalEntry entry)
    {
        try
        {
            _queue.Add(FrameWriter.ToArray(FrameType.Event, new EventPayload(entry.Time, entry.Source, entry.Event).ToBytes()));
        }
        catch (ArgumentException)
        {
            _queue.AddLost(1); // longer than a frame, or with a number that JSON does not have
        }
    }

    private void Connect(long now)
    {
        // Counted before it is tried, and forgotten only after a link that held: an agent that hangs up at once is not pestered.
        _attempt++;
        _nextAttempt = now + Ticks(_options.Backoff.Delay(_attempt, _options.Random));
        _connection = LinkConnection.Open(_options.Path);
        _connectedAt = now;
        _connection.Begin(_hello);
        _health?.AddAll();
        _options.Series?.AddAll();
        Log(logger => logger.Linked(_options.Path, _options.Component.Value));
    }

    private void Send(LinkConnection connection)
    {
        while (connection.Flush())
        {
            if (TryNext(out byte[]? frame))
                connection.Begin(frame);
            else
                break;
        }

        if (_attempt > 0 && _time.GetElapsedTime(_connectedAt) >= _options.Backoff.Cap)
        {
            _attempt = 0;
            _awayWasTold = false;
        }
    }

    // Beats first: all else may be late.
    private bool TryNext([NotNullWhen(true)] out byte[]? frame)
    {
        if (_beatDue)
        {
            _beatDue = false;
            frame = Beat();
            return true;
        }

        if (_health?.TryTake(out HealthPayload? health) == true)
        {
            frame = FrameWriter.ToArray(FrameType.Health, health.ToBytes());
            return true;
        }

        if (_queue.TryTake(out frame))
            return true;
        // Last, for it can be had again.
        if (_options.Series is not { } series || !series.TryTake(out MetricsPayload? rollUp))
            return false;
        frame = FrameWriter.ToArray(FrameType.Metrics, rollUp.ToBytes());
        return true;
    }

    // One buffer serves all beats: the next is written only after this one has gone.
    private byte[] Beat()
    {
        Span<byte> payload = stackalloc byte[BeatPayload.Size];
        new BeatPayload(_poolAge, Debugger.IsAttached ? BeatFlags.DebuggerAttached : BeatFlags.None).Write(payload);
        _ = FrameWriter.Write(_beat, FrameType.Beat, payload);
        return _beat;
    }

    private void Disconnect(string reason)
    {
        byte[]? unsent = _connection?.Unsent;
        _connection?.Dispose();
        _connection = null;
        if (unsent is not null && (FrameType)unsent[Frame.HeaderLength - 1] is FrameType.Event or FrameType.Lost)
            _queue.GiveBack(unsent);
        if (_awayWasTold || _stopping)
            return;
        _awayWasTold = true;
        Log(logger => logger.AgentAway(_options.Path, reason));
    }

    // From the pool: a logger may block, and then the beats must not wait for it.
    private void Log(Action<ILogger> write) => ThreadPool.UnsafeQueueUserWorkItem(
        static work =>
        {
            try
            {
                work.Write(work.Logger);
            }
            catch (Exception)
            {
                // A logger that throws is not ours to mend, and nothing of ours may end the process.
            }
        },
        (Write: write, Logger: _logger),
        preferLocal: false);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
