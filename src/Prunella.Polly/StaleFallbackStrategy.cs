using Polly;
using Prunella.Resilience;

namespace Prunella.Polly;

/// <summary>Keeps good answers, and gives the last one when there is no other.</summary>
internal sealed class StaleFallbackStrategy<T>(StaleCache cache, Func<ResilienceContext, string?> keyOf, Func<T, int> sizeOf) : ResilienceStrategy<T>
{
    protected override async ValueTask<Outcome<T>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<T>>> callback, ResilienceContext context, TState state)
    {
        Outcome<T> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        if (keyOf(context) is not { } key)
            return outcome;
        if (outcome.Exception is null)
        {
            cache.Store(key, outcome.Result!, sizeOf(outcome.Result!));
            return outcome;
        }

        return !context.CancellationToken.IsCancellationRequested && cache.TryGet(key, out T? kept, out _) ? Outcome.FromResult(kept) : outcome;
    }
}
