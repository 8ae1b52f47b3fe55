using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>Keeps calls from a dependency that mostly fails, and lets them back as it recovers. Thread-safe; the way of a success takes no lock.</summary>
/// <remarks>
/// One type for each state: <see cref="AdaptiveClosedState"/> or <see cref="ClassicClosedState"/>, <see cref="OpenState"/>,
/// <see cref="RampState"/>, <see cref="IsolatedState"/>. What is learned (usual failures, usual latency) outlives them.
/// </remarks>
public sealed class CircuitBreaker
{
    private const long RelapseTime = 10_000;
    private const double StretchFactor = 1.5;
    private const int MostStretches = 20; // times 3,000: longer than anybody waits

    private readonly CoarseClock _clock;
    private readonly Lock _observersLock = new();
    private volatile Action<CircuitTransition>[] _observers = [];
    private volatile CircuitBreakerOptions _options;
    private volatile BreakerState _current;
    private double _suspicion;
    private long _epoch;
    private long _trips;
    private long _rejections;
    private long _closedAt = long.MinValue / 2;
    private long _lastBreak;
    private volatile bool _relapsed;
    private volatile int _stretches;

    /// <param name="name">What it protects.</param>
    /// <param name="options">How it judges; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CircuitBreaker(string name, CircuitBreakerOptions? options = null, TimeProvider? time = null)
        : this(name, options ?? new CircuitBreakerOptions(), new CoarseClock(time ?? TimeProvider.System))
    {
    }

    internal CircuitBreaker(string name, CircuitBreakerOptions options, CoarseClock clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _options = options.Validated();
        _clock = clock;
        _current = NewClosed(clock.Milliseconds);
    }

    /// <summary>What it protects.</summary>
    public string Name { get; }

    /// <summary>What it lets through at this moment.</summary>
    public CircuitState State => _current.State;

    /// <summary>The share of calls it lets through, from 0 to 1.</summary>
    public double Share => _current.Share;

    /// <summary>Whether the dependency is known to be worse than usual; true also while the circuit is not closed.</summary>
    public bool Alarmed => _current.Alarmed;

    /// <summary>The learned usual share of failures, from 0.002 to 0.4.</summary>
    public double UsualFailureShare => Baseline.Share;

    /// <summary>The learned median duration of a good call; zero while unknown or below a few milliseconds.</summary>
    public TimeSpan UsualDuration => TimeSpan.FromMilliseconds(Latency.Percentile50);

    /// <summary>
    /// How much others than its calls speak against the dependency, from 0 (nothing, the default) to 1. The evidence that is needed for an alarm shrinks with it, to half at 1;
    /// without failing calls it opens nothing. Only in the adaptive mode.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 to 1.</exception>
    public double Suspicion
    {
        get => Volatile.Read(ref _suspicion);
        set
        {
            if (value is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(value), value, "A suspicion lies in [0, 1].");
            Volatile.Write(ref _suspicion, value);
        }
    }

    /// <summary>How often it opened.</summary>
    public long Trips => Volatile.Read(ref _trips);

    /// <summary>How many calls it turned away; in shadow mode, would have.</summary>
    public long Rejections => Volatile.Read(ref _rejections);

    /// <summary>How it judges. Set a new version at any time; the state stays.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the old ones stay.</exception>
    public CircuitBreakerOptions Options
    {
        get => _options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            BreakerMode before = _options.Mode;
            _options = value.Validated();
            if (value.Mode != before && _current is { State: CircuitState.Closed } closed)
                _ = Interlocked.CompareExchange(ref _current, NewClosed(_clock.Milliseconds), closed);
        }
    }

    internal FailureBaseline Baseline { get; } = new();

    internal OutcomeDispersion Dispersion { get; } = new();

    internal LatencyProfile Latency { get; } = new();

    internal BreakerState Current => _current;

    /// <summary>Asks leave for one call.</summary>
    /// <param name="pass">Takes the outcome of the call.</param>
    /// <returns>Whether it may go.</returns>
    public bool TryEnter(out CircuitPass pass)
    {
        long now = _clock.Milliseconds;
        bool may = TryEnter(now, out BreakerState? state, out int probe);
        pass = new CircuitPass(state, probe, now);
        return may;
    }

    /// <summary>Says what became of a call.</summary>
    public void Report(CircuitPass pass, OutcomeKind kind)
    {
        long now = _clock.Milliseconds;
        pass.State?.Report(pass.Probe, kind, now, now - pass.Entered);
    }

    /// <summary>How long a caller who was turned away had better wait.</summary>
    public TimeSpan RetryAfter() => _current.RetryAfter(_clock.Milliseconds);

    /// <summary>Opens the circuit for what is known from elsewhere: the dependency is gone. It finds back by its own probes. One that is not closed stays as it is.</summary>
    public void Trip(string reason)
    {
        if (_current is { State: CircuitState.Closed } closed)
            Open(closed, new CircuitEvidence { Reason = reason, Baseline = Baseline.Share }, _clock.Milliseconds);
    }

    /// <summary>Turns every call away until <see cref="Reset"/>.</summary>
    public void Isolate(string reason) => MoveByHand(new IsolatedState(this), reason);

    /// <summary>Closes the circuit and forgets what was usual: the present is learned anew.</summary>
    public void Reset(string reason)
    {
        _relapsed = false;
        Baseline.Forget();
        Dispersion.Forget();
        Latency.Forget();
        RestorePatience();
        MoveByHand(NewClosed(_clock.Milliseconds), reason);
    }

    /// <summary>Hands every transition on, on the thread of the call that caused it. It must not block; what it throws is dropped. Dispose the result to end.</summary>
    public IDisposable OnTransition(Action<CircuitTransition> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_observersLock)
            _observers = [.. _observers, observer];
        return new Subscription(this, observer);
    }

    /// <summary>So many times what is usual, in milliseconds; <see cref="long.MaxValue"/> while too little is known.</summary>
    internal long Usual(double times, TimeSpan least)
    {
        long usual = Latency.Percentile95;
        return usual == long.MaxValue ? long.MaxValue : (long)Math.Max(usual * times, least.TotalMilliseconds);
    }

    /// <summary>How long an attempt may take, in milliseconds, by what is usual; <see cref="long.MaxValue"/> while too little is known.</summary>
    internal long Patience(double times, TimeSpan least)
    {
        long usual = Usual(times, least);
        return usual == long.MaxValue ? long.MaxValue : (long)(usual * Math.Pow(StretchFactor, _stretches));
    }

    /// <summary>A probe has run out of time: the dependency may have become slower for good, so that the next is given longer.</summary>
    internal void StretchPatience() => _stretches = Math.Min(_stretches + 1, MostStretches);

    /// <summary>What is usual is known again.</summary>
    internal void RestorePatience() => _stretches = 0;

    /// <summary>Asks leave at a time that is known already.</summary>
    /// <param name="now">Milliseconds of the coarse clock.</param>
    /// <param name="state">Takes the outcome; null where it is wanted by nobody.</param>
    /// <param name="probe">To be handed to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryEnter(long now, out BreakerState? state, out int probe)
    {
        state = _current;
        probe = 0;
        return state.LetsAll || state.TryEnter(now, out probe) || Reject(out state);
    }

    private bool Reject(out BreakerState? state)
    {
        state = null;
        _ = Interlocked.Increment(ref _rejections);
        return _options.Shadow;
    }

    /// <summary>Opens the circuit from the episode <paramref name="from"/>, unless that is over.</summary>
    internal void Open(BreakerState from, CircuitEvidence evidence, long now, long breakLength = 0)
    {
        CircuitBreakerOptions options = _options;
        long longest = (long)options.ResetTimeout.TotalMilliseconds;
        _relapsed = from is RampState || now - Volatile.Read(ref _closedAt) < RelapseTime;
        if (breakLength == 0)
            breakLength = _relapsed ? Volatile.Read(ref _lastBreak) * 2 : 0;
        breakLength = options.Mode == BreakerMode.Classic
            ? longest
            : Math.Min(longest, Math.Max(breakLength, (long)options.FirstBreak.TotalMilliseconds));
        if (!TryMove(from, new OpenState(this, now, breakLength), evidence))
            return;
        Volatile.Write(ref _lastBreak, breakLength);
        _ = Interlocked.Increment(ref _trips);
    }

    /// <summary>Begins to let calls back.</summary>
    internal void Ramp(OpenState from, CircuitEvidence evidence, long now) =>
        TryMove(from, new RampState(this, RampStep.First(_relapsed), now, from.BreakLength), evidence);

    /// <summary>Goes one step up or down.</summary>
    internal void Step(RampState from, RampStep step, CircuitEvidence evidence, long now, long breakLength) =>
        TryMove(from, new RampState(this, step, now, breakLength), evidence);

    /// <summary>Lets everything back.</summary>
    internal void Close(BreakerState from, CircuitEvidence evidence, long now)
    {
        if (TryMove(from, NewClosed(now), evidence))
            Volatile.Write(ref _closedAt, now);
    }

    /// <summary>Tells that the alarm was raised or ended, unless the episode is over.</summary>
    internal void AnnounceAlarm(BreakerState state, CircuitEvidence evidence)
    {
        if (_current == state)
            Announce(state, state, evidence);
    }

    // Never called under a lock.
    private void Announce(BreakerState from, BreakerState to, CircuitEvidence evidence)
    {
        // A probe under way makes an open circuit half open; that the probe has just come back is no news.
        CircuitState before = from is OpenState ? CircuitState.Open : from.State;
        var transition = new CircuitTransition(
            Name, before, to.State, to.Share, to.Alarmed, Interlocked.Increment(ref _epoch), _options.Shadow, evidence);
        foreach (Action<CircuitTransition> observer in _observers)
        {
            try
            {
                observer(transition);
            }
            catch (Exception)
            {
                // An observer's fault is its own; the caller whose outcome moved the circuit has nothing to do with it.
            }
        }
    }

    private bool TryMove(BreakerState from, BreakerState to, CircuitEvidence evidence)
    {
        if (Interlocked.CompareExchange(ref _current, to, from) != from)
            return false;
        Announce(from, to, evidence);
        return true;
    }

    private void MoveByHand(BreakerState to, string reason)
    {
        BreakerState from = Interlocked.Exchange(ref _current, to);
        Announce(from, to, new CircuitEvidence { Reason = reason });
    }

    private BreakerState NewClosed(long now) =>
        _options.Mode == BreakerMode.Classic ? new ClassicClosedState(this) : new AdaptiveClosedState(this, now);

    private sealed class Subscription(CircuitBreaker breaker, Action<CircuitTransition> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (breaker._observersLock)
                breaker._observers = [.. breaker._observers.Where(other => other != observer)];
        }
    }
}
