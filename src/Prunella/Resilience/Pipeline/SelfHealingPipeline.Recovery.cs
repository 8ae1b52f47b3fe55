using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Prunella.Resilience;

/// <content>What happens to a call that waits, fails or is turned away.</content>
public sealed partial class SelfHealingPipeline
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> AwaitAsync<TCall, T>(
        Plan plan, TCall call, CallOptions<T>? options, Attempt attempt,
        ValueTask<T> pending, CancellationToken caller)
        where TCall : struct, ICall<T>
    {
        Failure<T> failure;
        try
        {
            T answer = await pending.ConfigureAwait(false);
            if (Accept(plan, options, ref attempt, answer, waited: true, out failure))
                return answer;
        }
        catch (Exception error)
        {
            failure = Fail<T>(plan, options, ref attempt, error, caller);
        }

        return await RecoverAsync(plan, call, options, failure, caller).ConfigureAwait(false);
    }

    /// <summary>Tries again as long as it may, then looks for a second-best answer, then lets the last failure stand.</summary>
    private async ValueTask<T> RecoverAsync<TCall, T>(
        Plan plan, TCall call, CallOptions<T>? options, Failure<T> failure, CancellationToken caller)
        where TCall : struct, ICall<T>
    {
        for (int retry = 1; !call.IsLeftBehind && MayRetry(plan, options, failure, retry, caller, out TimeSpan delay); retry++)
        {
            if (!await WaitAsync(delay, caller).ConfigureAwait(false) || call.IsLeftBehind || IsOff)
                break;
            Attempt attempt = new() { Token = caller };
            // Turned away now: the last real failure tells the caller more than a rejection would.
            if (Enter(plan, options, ref attempt, caller) != Rejection.None)
                break;
            Discard(failure);
            try
            {
                T answer = await call.Invoke(attempt.Token).ConfigureAwait(false);
                if (Accept(plan, options, ref attempt, answer, waited: true, out failure))
                    return answer;
            }
            catch (Exception error)
            {
                failure = Fail<T>(plan, options, ref attempt, error, caller);
            }
        }

        return call.IsLeftBehind || IsOff ? Conclude(failure) : await ConcludeAsync(plan, options, failure, caller).ConfigureAwait(false);
    }

    private ValueTask<T> RejectedAsync<T>(Plan plan, CallOptions<T>? options, Rejection rejection, CancellationToken caller)
    {
        _reporter.Rejected(Name, rejection);
        TimeSpan retryAfter = RetryAfter(plan, options, rejection);
        return HasSecondAnswer(plan, options)
            ? ConcludeAsync(plan, options, Failure<T>.Of(rejection, retryAfter), caller)
            : ValueTask.FromException<T>(Rejections.ToException(rejection, Name, retryAfter));
    }

    private async ValueTask<T> ConcludeAsync<T>(Plan plan, CallOptions<T>? options, Failure<T> failure, CancellationToken caller)
    {
        if (failure.Kind is not (OutcomeKind.Cancelled or OutcomeKind.CallerFault))
        {
            if (TryServeStale(plan, options, failure.Reason, out T? stale))
            {
                Discard(failure);
                return stale;
            }

            if (options?.Fallback is { } fallback
                && await FallBackAsync(fallback, failure.Error ?? ToException(failure), failure.Reason, caller).ConfigureAwait(false) is { Has: true } second)
            {
                Discard(failure);
                return second.Answer!;
            }
        }

        return Conclude(failure);
    }

    private T Conclude<T>(Failure<T> failure)
    {
        if (failure.Error is not null)
            ExceptionDispatchInfo.Throw(failure.Error);
        return failure.HasAnswer ? failure.Answer! : throw ToException(failure);
    }

    /// <summary>Whether one more attempt is worth it: it may work, does no harm, is in time, and is within what all callers may retry.</summary>
    private bool MayRetry<T>(Plan plan, CallOptions<T>? options, Failure<T> failure, int retry, CancellationToken caller, out TimeSpan delay)
    {
        delay = default;
        try
        {
            if (plan.Budget is not { } budget || retry > plan.MaxRetries || !CanBeRetried(failure.Kind) || failure.Rejection != Rejection.None
                || options is { Retry: false } or { Idempotent: false } || caller.IsCancellationRequested)
            {
                return false;
            }

            delay = _engine.Draw(plan.Backoff!, retry);
            if (failure.RetryAfter is { } asked && asked > delay)
                delay = asked;
            if (delay > plan.MaxDelay)
                return Refuse($"it asks to be left alone for {delay.TotalSeconds:0} s");
            if (Deadline.Current is { } deadline && delay + (BreakerFor(plan, options)?.UsualDuration ?? TimeSpan.Zero) >= deadline.Remaining)
                return Refuse("the deadline is nearer than an answer would be");
            if (!budget.TryWithdraw())
                return Refuse("the budget is spent");
            _reporter.Retrying(Name, retry, delay, failure.Kind, failure.Error);
            return true;
        }
        catch (Exception fault)
        {
            _reporter.Fault("retry", fault);
            return false;
        }

        bool Refuse(string reason)
        {
            _reporter.RetryRefused(Name, reason);
            return false;
        }
    }

    /// <returns>Whether to go on; false where the wait could not be made. A caller who gives up meanwhile gets the last failure.</returns>
    private async ValueTask<bool> WaitAsync(TimeSpan delay, CancellationToken caller)
    {
        try
        {
            await Task.Delay(delay, _clock.Time, caller).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception fault)
        {
            _reporter.Fault("wait", fault);
            return false;
        }
    }

    /// <summary>Finds out what an exception means, and settles the attempt.</summary>
    private Failure<T> Fail<T>(Plan plan, CallOptions? options, ref Attempt attempt, Exception error, CancellationToken caller)
    {
        Failure<T> failure;
        try
        {
            failure = Classify<T>(options, attempt, error, caller);
        }
        catch (Exception fault)
        {
            _reporter.Fault("classify", fault);
            failure = Failure<T>.Of(OutcomeKind.Cancelled, error); // not understood: it stands, and counts nowhere
        }

        Settle(ref attempt, failure.Kind, waited: true);
        return failure;
    }

    private Failure<T> Classify<T>(CallOptions? options, Attempt attempt, Exception error, CancellationToken caller)
    {
        // Many libraries answer a cancelled token by an exception of their own: what comes after the caller gave up is no news of the dependency.
        if (caller.IsCancellationRequested)
            return Failure<T>.Of(OutcomeKind.Cancelled, error is OperationCanceledException own ? AsSeenByCaller(own, attempt.Token, caller) : error);
        var timeout = TimeSpan.FromMilliseconds(attempt.Timeout);
        bool isLate = attempt.Lease is { HasFired: true };
        if (isLate && error is OperationCanceledException)
            return TimedOut(new AttemptTimeoutException(Name, timeout, error));
        OutcomeKind kind = options?.Classify?.Invoke(error) ?? OutcomeClassifier.Of(error);
        return isLate && kind is (OutcomeKind.Error or OutcomeKind.Refused) ? TimedOut(error) : Failure<T>.Of(kind, error);

        Failure<T> TimedOut(Exception told)
        {
            _reporter.TimedOut(Name, timeout);
            return Failure<T>.Of(OutcomeKind.Timeout, told);
        }
    }

    // The token of the attempt is ours; a caller compares with his own.
    private static OperationCanceledException AsSeenByCaller(OperationCanceledException error, CancellationToken ours, CancellationToken caller)
    {
        if (ours == caller || error.CancellationToken != ours)
            return error;
        return error is TaskCanceledException
            ? new TaskCanceledException(error.Message, error, caller)
            : new OperationCanceledException(error.Message, error, caller);
    }

    private bool IsGood<T>(Plan plan, CallOptions<T> options, T answer, out Failure<T> failure)
    {
        failure = default;
        try
        {
            if (options.Judge?.Invoke(answer) is { Kind: not (OutcomeKind.Success or OutcomeKind.Slow) } judgement)
            {
                failure = Failure<T>.Of(judgement, answer);
                return false;
            }

            if (!plan.Validates || options.Validate?.Invoke(answer) is not { } wrong)
                return true;
            _reporter.InvalidAnswer(Name, wrong);
            failure = Failure<T>.Of(OutcomeKind.Invalid, new InvalidResponseException(Name, wrong));
            (answer as IDisposable)?.Dispose();
            return false;
        }
        catch (Exception fault)
        {
            _reporter.Fault("validate", fault);
            return true;
        }
    }

    private TimeSpan RetryAfter(Plan plan, CallOptions? options, Rejection rejection) =>
        rejection == Rejection.CircuitOpen ? BreakerFor(plan, options)?.RetryAfter() ?? TimeSpan.Zero : TimeSpan.Zero;

    private Exception ToException<T>(Failure<T> failure) => failure.Rejection != Rejection.None
        ? Rejections.ToException(failure.Rejection, Name, failure.RetryAfter ?? TimeSpan.Zero)
        : new InvalidResponseException(Name, $"it is a failure of kind {failure.Kind}");

    private static bool CanBeRetried(OutcomeKind kind) =>
        kind is OutcomeKind.Error or OutcomeKind.Timeout or OutcomeKind.Refused or OutcomeKind.Invalid or OutcomeKind.Overload;

    // An answer that is not handed on is not disposed of by anybody else.
    private void Discard<T>(Failure<T> failure)
    {
        if (failure.HasAnswer && failure.Answer is IDisposable answer)
            Dispose(answer);
    }

    private void Dispose(IDisposable answer)
    {
        try
        {
            answer.Dispose();
        }
        catch (Exception fault)
        {
            _reporter.Fault("discard", fault);
        }
    }

    private ValueTask<CallOutcome<T>> OutcomeOf<T>(ValueTask<T> call)
    {
        return call.IsCompletedSuccessfully ? new(new CallOutcome<T>(call.Result)) : AwaitedAsync(call);

        async ValueTask<CallOutcome<T>> AwaitedAsync(ValueTask<T> call)
        {
            try
            {
                return new CallOutcome<T>(await call.ConfigureAwait(false));
            }
            catch (CallRejectedException rejected) when (rejected.Service == Name)
            {
                return new CallOutcome<T>(Rejections.Of(rejected), Name, rejected.RetryAfter);
            }
            catch (Exception error)
            {
                return new CallOutcome<T>(error);
            }
        }
    }
}
