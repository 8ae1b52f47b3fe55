using Polly;
using Prunella.Resilience;

namespace Prunella.Polly;

/// <summary>Takes a place before the call and gives it back after.</summary>
internal sealed class ConcurrencyLimitStrategy(ConcurrencyLimiter limiter, string service, TimeProvider time) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!limiter.TryEnter())
            return Outcome.FromException<TResult>(new ConcurrencyLimitException(service));
        long begun = time.GetTimestamp();
        var kind = OutcomeKind.Cancelled;
        try
        {
            Outcome<TResult> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            kind = outcome.Exception is null ? OutcomeKind.Success
                : context.CancellationToken.IsCancellationRequested ? OutcomeKind.Cancelled
                : OutcomeClassifier.Of(outcome.Exception);
            return outcome;
        }
        finally
        {
            limiter.Leave(time.GetElapsedTime(begun), kind);
        }
    }
}
