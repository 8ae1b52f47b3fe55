using Polly;
using Prunella.Kernel;
using Prunella.Resilience;

namespace Prunella.Polly;

/// <summary>Tries again while there is budget and time.</summary>
internal sealed class BudgetedRetryStrategy(RetryBudget budget, Random random, TimeProvider time) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        budget.Deposit();
        ValueTask<Outcome<TResult>> pending = callback(context, state);
        if (!pending.IsCompletedSuccessfully)
            return RetryAsync(pending, callback, context, state);
        Outcome<TResult> outcome = pending.Result;
        return outcome.Exception is null ? new(outcome) : RetryAsync(new(outcome), callback, context, state);
    }

    private async ValueTask<Outcome<TResult>> RetryAsync<TResult, TState>(
        ValueTask<Outcome<TResult>> pending, Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        Outcome<TResult> outcome = await pending.ConfigureAwait(context.ContinueOnCapturedContext);
        for (int retry = 1; MayRetry(outcome.Exception, retry, context, out TimeSpan delay); retry++)
        {
            try
            {
                await Task.Delay(delay, time, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            }
            catch (OperationCanceledException)
            {
                return outcome; // the last real failure tells more
            }

            outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }

        return outcome;
    }

    private bool MayRetry(Exception? error, int retry, ResilienceContext context, out TimeSpan delay)
    {
        RetryOptions options = budget.Options;
        delay = default;
        if (error is null || retry > options.MaxRetries || context.CancellationToken.IsCancellationRequested || !CanBeRetried(error))
            return false;
        lock (random)
            delay = new ExponentialBackoff(options.InitialDelay, options.MaxDelay).Delay(retry, random);
        return (Deadline.Current is not { } deadline || delay < deadline.Remaining) && budget.TryWithdraw();
    }

    private static bool CanBeRetried(Exception error) =>
        error is not (ExecutionRejectedException or CallRejectedException) && OutcomeClassifier.Of(error) is not OutcomeKind.CallerFault;
}
