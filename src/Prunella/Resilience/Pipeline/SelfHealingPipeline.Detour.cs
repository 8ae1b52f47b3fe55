using System.Runtime.ExceptionServices;

namespace Prunella.Resilience;

/// <content>Calls that need surroundings of their own: a deadline, or a caller who does not wait to the end.</content>
public sealed partial class SelfHealingPipeline
{
    // For a call without a timeout of its own: hung for good, it would hold its place for good.
    private const long LongestLeftBehind = 30_000;

    private int _leftBehind;

    /// <summary>Calls that go on although their callers have a second answer already.</summary>
    public int LeftBehind => Volatile.Read(ref _leftBehind);

    private static bool NeedsDetour<T>(Plan plan, CallOptions<T>? options) =>
        plan.Deadline is not null || options is { MayOutliveCaller: true, Idempotent: true } && plan.SoftTimeout is not null;

    private ValueTask<T> DetourAsync<TCall, T>(Plan plan, TCall call, CallOptions<T>? options, CancellationToken caller)
        where TCall : struct, ICall<T>
    {
        Deadline.Scope? scope = BeginDeadline(plan);
        try
        {
            return options is { MayOutliveCaller: true, Idempotent: true } && plan.SoftTimeout is { } soft
                ? RunSoftlyAsync(plan, soft, call, options, caller)
                : RunStraightAsync(plan, call, options, caller);
        }
        finally
        {
            scope?.Dispose(); // a call under way has taken it along; what its caller does next has nothing to do with it
        }
    }

    private Deadline.Scope? BeginDeadline(Plan plan)
    {
        try
        {
            return plan.Deadline is { } allowed ? Deadline.Begin(allowed, _clock.Time) : null;
        }
        catch (Exception fault)
        {
            _reporter.Fault("deadline", fault);
            return null;
        }
    }

    /// <summary>Makes the call; where a second answer is at hand, under a token that can be taken from its caller.</summary>
    private ValueTask<T> RunSoftlyAsync<TCall, T>(Plan plan, SoftTimeoutOptions soft, TCall call, CallOptions<T> options, CancellationToken caller)
        where TCall : struct, ICall<T>
    {
        TimeoutLease lease;
        try
        {
            bool isKept = plan.Cache is { } cache && options.CacheKey is { } key && cache.TryGet<T>(key, out _, out _);
            if (isKept && plan.Cache!.IsRefreshing<T>(options.CacheKey!) && TryServeStale(plan, options, "a call that is under way", out T? spared))
                return new(spared);
            if (!isKept && options.Fallback is null)
                return RunStraightAsync(plan, call, options, caller);
            if (LeftBehind >= soft.MaxLeftBehind)
                return RejectedAsync(plan, options, Rejection.ConcurrencyLimit, caller);
            lease = _sweeper.Rent(TimeoutLease.Never, caller);
        }
        catch (Exception fault)
        {
            _reporter.Fault("soft-timeout", fault);
            return RunStraightAsync(plan, call, options, caller);
        }

        ValueTask<T> running = RunStraightAsync(plan, new SoftCall<TCall, T>(call, lease), options, lease.Token);
        if (!running.IsCompletedSuccessfully)
            return WaitSoftlyAsync(plan, soft, options, running.AsTask(), lease, caller);
        Return(lease);
        return running;
    }

    private async ValueTask<T> WaitSoftlyAsync<T>(
        Plan plan, SoftTimeoutOptions soft, CallOptions<T> options, Task<T> running, TimeoutLease lease, CancellationToken caller)
    {
        TimeSpan patience = PatienceOf(plan, soft, options);
        if (!await IsDoneWithinAsync(running, patience, caller).ConfigureAwait(false))
        {
            lease.IsLeftBehind = true; // before another answer is looked for, so that the call does not look for one as well
            if (await SecondAnswerAsync(plan, options, patience, caller).ConfigureAwait(false) is { Has: true } second)
            {
                LeaveBehind(plan, soft, options, running, lease);
                return second.Answer!;
            }

            lease.IsLeftBehind = false;
        }

        try
        {
            return await running.ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (caller.IsCancellationRequested)
        {
            ExceptionDispatchInfo.Throw(AsSeenByCaller(error, lease.Token, caller));
            throw;
        }
        finally
        {
            Return(lease);
        }
    }

    private TimeSpan PatienceOf(Plan plan, SoftTimeoutOptions soft, CallOptions options)
    {
        try
        {
            if (soft.UsualTimes is { } times && BreakerFor(plan, options)?.Usual(times, soft.Least) is { } usual and < long.MaxValue)
                return TimeSpan.FromMilliseconds(Math.Min(usual, soft.Timeout.TotalMilliseconds));
        }
        catch (Exception fault)
        {
            _reporter.Fault("soft-timeout", fault);
        }

        return soft.Timeout;
    }

    private async ValueTask<bool> IsDoneWithinAsync(Task running, TimeSpan patience, CancellationToken caller)
    {
        try
        {
            await running.WaitAsync(patience, _clock.Time, caller).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return running.IsCompleted || caller.IsCancellationRequested || IsOff;
        }
        catch (Exception fault)
        {
            _reporter.Fault("soft-timeout", fault);
            return true;
        }
    }

    private async ValueTask<(bool Has, T? Answer)> SecondAnswerAsync<T>(Plan plan, CallOptions<T> options, TimeSpan patience, CancellationToken caller)
    {
        string reason = $"slowness: no answer within {patience.TotalMilliseconds:0} ms";
        if (TryServeStale(plan, options, reason, out T? stale))
            return (true, stale);
        return options.Fallback is { } fallback
            ? await FallBackAsync(fallback, new SoftTimeoutException(Name, patience), reason, caller).ConfigureAwait(false)
            : default;
    }

    /// <summary>Lets a slow call go on by itself, and spares others the same call meanwhile. Where too many do already, it is given up and counts nowhere.</summary>
    private void LeaveBehind<T>(Plan plan, SoftTimeoutOptions soft, CallOptions<T> options, Task<T> running, TimeoutLease lease)
    {
        StaleCache? refreshed = null;
        try
        {
            if (Interlocked.Increment(ref _leftBehind) > soft.MaxLeftBehind)
                lease.Cancel();
            else
                lease.Detach(_clock.Milliseconds + LongestLeftBehind);
            if (options.CacheKey is { } key && plan.Cache is { } cache && cache.TryBeginRefresh<T>(key))
                refreshed = cache;
        }
        catch (Exception fault)
        {
            _reporter.Fault("leave-behind", fault);
        }

        _ = running.ContinueWith(
            ended =>
            {
                _ = Interlocked.Decrement(ref _leftBehind);
                refreshed?.EndRefresh<T>(options.CacheKey!);
                Return(lease);
                // An exception has been counted, and its caller has his answer; an answer that is kept belongs to those who will get it.
                if (ended.Exception is null && !ended.IsCanceled && options.CacheKey is null && ended.Result is IDisposable unread)
                    Dispose(unread);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Return(TimeoutLease lease)
    {
        try
        {
            _sweeper.Return(lease);
        }
        catch (Exception fault)
        {
            _reporter.Fault("soft-timeout", fault);
        }
    }
}
