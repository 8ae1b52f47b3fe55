using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>The way of calls to one service. Get it from <see cref="SelfHealingEngine.For"/> and keep it: then a call needs no look-up.</summary>
/// <remarks>
/// In this order, each part left out where it is off: kill switch, deadline, fallback, retry, concurrency limit, circuit breaker, attempt
/// timeout, validation, the call. A call that succeeds at once takes the way of this file alone, without async machinery and without
/// garbage; one that waits, fails or is turned away goes on in the other part of the class.
/// </remarks>
public sealed partial class SelfHealingPipeline
{
    private const long TimedWindows = 0b111_00000;

    private readonly SelfHealingEngine _engine;
    private readonly CoarseClock _clock;
    private readonly TimeoutSweeper _sweeper;
    private readonly HealingReporter _reporter;
    private readonly ServiceState _state;
    private readonly Lock _updating = new();
    private ServiceOptions _options;
    private Plan _plan;

    internal SelfHealingPipeline(string name, ServiceOptions options, SelfHealingEngine engine)
    {
        Name = name;
        _engine = engine;
        _clock = engine.Clock;
        _sweeper = engine.Sweeper;
        _reporter = engine.Reporter;
        _options = options.Validated();
        SelfHealingFlags flags = engine.Flags.Current;
        _state = new ServiceState(name, options, Plan.BreakerOptions(options, flags), _clock, _reporter);
        _plan = Plan.Compile(options, flags, _state);
    }

    /// <summary>The name of the service.</summary>
    public string Name { get; }

    /// <summary>The breaker of calls that name neither operation nor partition.</summary>
    public CircuitBreaker Circuit => _state.Breaker;

    /// <summary>All breakers of the service.</summary>
    public IEnumerable<CircuitBreaker> Circuits => _state.Breakers;

    /// <summary>The adaptive limit, in use where the options have one.</summary>
    public ConcurrencyLimiter ConcurrencyLimit => _state.Limiter;

    /// <summary>Retries that may be made at this moment.</summary>
    public int RetriesLeft => _state.Budget.Left;

    /// <summary>How calls are protected. Set a new version at any time; all state stays.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the old ones stay.</exception>
    public ServiceOptions Options
    {
        get => _options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _ = value.Validated();
            lock (_updating)
            {
                _options = value;
                Rebuild_NeedsLock();
            }
        }
    }

    /// <summary>Makes the call, protected. While it works, its result and its exceptions are its own.</summary>
    /// <param name="call">The call; told when to give up.</param>
    /// <param name="options">What it says about itself.</param>
    /// <param name="cancellationToken">The caller's; a call that the caller gives up counts nowhere.</param>
    /// <exception cref="CallRejectedException">The call was not made, and there was no fallback.</exception>
    /// <exception cref="AttemptTimeoutException">No answer in time.</exception>
    /// <exception cref="InvalidResponseException">The answer did not pass <see cref="CallOptions{T}.Validate"/>.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<T> ExecuteAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        ExecuteCallAsync(new PlainCall<T>(call ?? throw new ArgumentNullException(nameof(call))), options, cancellationToken);

    /// <inheritdoc cref="ExecuteAsync{T}(Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    public ValueTask<T> ExecuteAsync<T>(
        Func<CancellationToken, Task<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(call, static (inner, token) => new ValueTask<T>(inner(token)), options, cancellationToken);

    /// <inheritdoc cref="ExecuteAsync{T}(Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    public ValueTask ExecuteAsync(
        Func<CancellationToken, Task> call, CallOptions<Nothing>? options = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(token => new ValueTask(call(token)), options, cancellationToken);

    /// <inheritdoc cref="ExecuteAsync{T}(Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask ExecuteAsync(
        Func<CancellationToken, ValueTask> call, CallOptions<Nothing>? options = null, CancellationToken cancellationToken = default)
    {
        ValueTask<Nothing> task = ExecuteAsync(call, static (inner, token) => Nothing.After(inner(token)), options, cancellationToken);
        if (!task.IsCompletedSuccessfully)
            return new ValueTask(task.AsTask());
        _ = task.Result;
        return default;
    }

    /// <summary>Makes the call, protected; with a state, so that <paramref name="call"/> can be a static lambda that captures nothing.</summary>
    /// <inheritdoc cref="ExecuteAsync{T}(Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    public ValueTask<T> ExecuteAsync<TState, T>(
        TState state, Func<TState, CancellationToken, ValueTask<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return ExecuteCallAsync(new StatefulCall<TState, T>(state, call), options, cancellationToken);
    }

    /// <summary>Makes the call and tells how it ended, without an exception for a failure or a rejection: the cheap way to be turned away.</summary>
    public ValueTask<CallOutcome<T>> TryExecuteAsync<TState, T>(
        TState state, Func<TState, CancellationToken, ValueTask<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var stateful = new StatefulCall<TState, T>(state, call);
        Plan plan = _plan;
        if (!plan.Enabled || _engine.IsStopped || HasSecondAnswer(plan, options) || NeedsDetour(plan, options))
            return OutcomeOf(ExecuteCallAsync(stateful, options, cancellationToken));
        plan.Budget?.Deposit();
        Attempt attempt = new() { Token = cancellationToken };
        Rejection rejection = Enter(plan, options, ref attempt, cancellationToken);
        if (rejection == Rejection.None)
            return OutcomeOf(RunEnteredAsync(plan, stateful, options, ref attempt, cancellationToken));
        _reporter.Rejected(Name, rejection);
        return new(new CallOutcome<T>(rejection, Name, RetryAfter(plan, options, rejection)));
    }

    /// <summary>Whether healing was switched off, by flag or kill switch; asked anew before each thing that is done for a call under way.</summary>
    private bool IsOff => !_plan.Enabled || _engine.IsStopped;

    /// <summary>Takes over the flags as they are now: of two that change them at once, the later one's.</summary>
    internal void Rebuild()
    {
        lock (_updating)
            Rebuild_NeedsLock();
    }

    private ValueTask<T> ExecuteCallAsync<TCall, T>(TCall call, CallOptions<T>? options, CancellationToken cancellationToken)
        where TCall : struct, ICall<T>
    {
        Plan plan = _plan;
        if (!plan.Enabled || _engine.IsStopped)
            return call.Invoke(cancellationToken);
        return NeedsDetour(plan, options)
            ? DetourAsync(plan, call, options, cancellationToken)
            : RunStraightAsync(plan, call, options, cancellationToken);
    }

    private ValueTask<T> RunStraightAsync<TCall, T>(
        Plan plan, TCall call, CallOptions<T>? options, CancellationToken caller)
        where TCall : struct, ICall<T>
    {
        plan.Budget?.Deposit();
        Attempt attempt = new() { Token = caller };
        Rejection rejection = Enter(plan, options, ref attempt, caller);
        return rejection == Rejection.None
            ? RunEnteredAsync(plan, call, options, ref attempt, caller)
            : RejectedAsync(plan, options, rejection, caller);
    }

    private ValueTask<T> RunEnteredAsync<TCall, T>(
        Plan plan, TCall call, CallOptions<T>? options, ref Attempt attempt, CancellationToken caller)
        where TCall : struct, ICall<T>
    {
        ValueTask<T> pending;
        try
        {
            pending = call.Invoke(attempt.Token);
        }
        catch (Exception error)
        {
            return FailAsync(plan, call, options, ref attempt, error, caller);
        }

        if (!pending.IsCompletedSuccessfully)
            return AwaitAsync(plan, call, options, attempt, pending, caller);
        T answer = pending.Result;
        if (options is not null)
            return AcceptAsync(plan, call, options, ref attempt, answer, caller);
        Settle(ref attempt, OutcomeKind.Success, waited: false);
        return new ValueTask<T>(answer);
    }

    // What has large locals stands apart: a call that succeeds need not clear them.
    private ValueTask<T> FailAsync<TCall, T>(
        Plan plan, TCall call, CallOptions<T>? options, ref Attempt attempt, Exception error, CancellationToken caller)
        where TCall : struct, ICall<T> =>
        RecoverAsync(plan, call, options, Fail<T>(plan, options, ref attempt, error, caller), caller);

    private ValueTask<T> AcceptAsync<TCall, T>(
        Plan plan, TCall call, CallOptions<T> options, ref Attempt attempt, T answer, CancellationToken caller)
        where TCall : struct, ICall<T> =>
        Accept(plan, options, ref attempt, answer, waited: false, out Failure<T> failure)
            ? new ValueTask<T>(answer)
            : RecoverAsync(plan, call, options, failure, caller);

    /// <summary>Asks each part for leave, for an attempt that holds nothing but its caller's token. If one of ours fails, the call goes on without it.</summary>
    private Rejection Enter(Plan plan, CallOptions? options, ref Attempt attempt, CancellationToken caller)
    {
        try
        {
            long now = _clock.Milliseconds;
            attempt.Started = now;
            long timeout = options?.Timeout is { } own ? (long)own.TotalMilliseconds : plan.Timeout;
            if (Deadline.Current is { } deadline && !TryShorten(ref timeout, deadline))
                return Rejection.DeadlinePassed;

            if (plan.Limiter is { } limiter)
            {
                if (!limiter.TryEnter())
                    return Rejection.ConcurrencyLimit;
                attempt.Limiter = limiter;
            }

            if (BreakerFor(plan, options) is { } breaker && !breaker.TryEnter(now, out attempt.Circuit, out attempt.Probe))
            {
                Settle(ref attempt, OutcomeKind.Cancelled, waited: false);
                return Rejection.CircuitOpen;
            }

            if (plan.UsualTimeout is { } usual && options?.Timeout is null)
                timeout = Usual(usual, BreakerFor(plan, options), timeout);

            if (timeout > 0)
            {
                attempt.Timeout = timeout;
                attempt.Lease = _sweeper.Rent(now + timeout, caller);
                attempt.Token = attempt.Lease.Token;
            }

            return Rejection.None;
        }
        catch (Exception fault)
        {
            _reporter.Fault("enter", fault);
            Settle(ref attempt, OutcomeKind.Cancelled, waited: false);
            attempt = new Attempt { Token = caller }; // it holds nothing, and is settled for good
            return Rejection.None;
        }
    }

    private static long Usual(AttemptTimeoutOptions options, CircuitBreaker? breaker, long most)
    {
        long usual = breaker?.Patience(options.UsualTimes!.Value, options.Least) ?? long.MaxValue;
        return most == 0 && usual != long.MaxValue ? usual : Math.Min(most, usual);
    }

    private static bool TryShorten(ref long timeout, Deadline deadline)
    {
        long left = (long)deadline.Remaining.TotalMilliseconds;
        timeout = timeout == 0 ? left : Math.Min(timeout, left);
        return left > 0;
    }

    /// <summary>Gives back what the attempt holds and tells each part how it ended. If one of ours fails, the outcome stands.</summary>
    /// <param name="attempt">What it holds.</param>
    /// <param name="kind">How it ended.</param>
    /// <param name="waited">Whether its caller had to wait, so that the time it took matters.</param>
    private void Settle(ref Attempt attempt, OutcomeKind kind, bool waited)
    {
        try
        {
            if (attempt.Lease is { } lease)
                _sweeper.Return(lease);

            // Of calls that end at once, those begun in one of eight windows of 32 ms are timed: the clock is the dearest part of the way.
            bool timed = waited || attempt.Limiter is not null || (attempt.Started & TimedWindows) == 0;
            long now = timed ? _clock.Milliseconds : attempt.Started;
            attempt.Circuit?.Report(attempt.Probe, kind, now, now - attempt.Started);
            if (attempt.Limiter is { } limiter)
            {
                attempt.Limiter = null;
                limiter.Leave(now, now - attempt.Started, kind);
            }
        }
        catch (Exception fault)
        {
            _reporter.Fault("settle", fault);
            attempt.Limiter?.Leave(attempt.Started, 0, OutcomeKind.Cancelled); // the place at least
        }
    }

    /// <summary>Judges an answer. A judge or validator that throws has no say.</summary>
    private bool Accept<T>(Plan plan, CallOptions<T>? options, ref Attempt attempt, T answer, bool waited, out Failure<T> failure)
    {
        failure = default;
        if (options is not null && !IsGood(plan, options, answer, out failure))
        {
            Settle(ref attempt, failure.Kind, waited);
            return false;
        }

        Settle(ref attempt, OutcomeKind.Success, waited);
        if (options?.CacheKey is not null)
            Keep(plan, options, answer);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CircuitBreaker? BreakerFor(Plan plan, CallOptions? options) =>
        options is null || plan.Breaker is null ? plan.Breaker : BreakerForOptions(options);

    private CircuitBreaker? BreakerForOptions(CallOptions options)
    {
        if (options.CircuitBreaker == false)
            return null;
        return options.Operation is null && options.Partition is null ? _state.Breaker : _state.BreakerOf(options.Operation, options.Partition);
    }

    private void Rebuild_NeedsLock()
    {
        SelfHealingFlags flags = _engine.Flags.Current;
        _state.Update(_options, Plan.BreakerOptions(_options, flags));
        Volatile.Write(ref _plan, Plan.Compile(_options, flags, _state));
    }
}
