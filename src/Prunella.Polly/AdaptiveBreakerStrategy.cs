using Polly;
using Polly.CircuitBreaker;
using Prunella.Resilience;

namespace Prunella.Polly;

/// <summary>Asks the breaker for leave and tells it the outcome. Holds no state of its own.</summary>
internal sealed class AdaptiveBreakerStrategy(CircuitBreaker breaker, Func<Exception, OutcomeKind> classify) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!breaker.TryEnter(out CircuitPass pass))
            return Outcome.FromExceptionAsValueTask<TResult>(Rejection());
        ValueTask<Outcome<TResult>> pending;
        try
        {
            pending = callback(context, state);
        }
        catch (Exception error) // a callback of Polly never throws; one of somebody else's might
        {
            pending = Outcome.FromExceptionAsValueTask<TResult>(error);
        }

        if (!pending.IsCompletedSuccessfully)
            return AwaitAsync(pending, pass, context);
        Outcome<TResult> outcome = pending.Result;
        Report(pass, outcome.Exception, context);
        return new ValueTask<Outcome<TResult>>(outcome);
    }

    private async ValueTask<Outcome<TResult>> AwaitAsync<TResult>(ValueTask<Outcome<TResult>> pending, CircuitPass pass, ResilienceContext context)
    {
        Outcome<TResult> outcome;
        try
        {
            outcome = await pending.ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception error)
        {
            outcome = Outcome.FromException<TResult>(error);
        }

        Report(pass, outcome.Exception, context);
        return outcome;
    }

    private void Report(CircuitPass pass, Exception? error, ResilienceContext context) => breaker.Report(pass, error switch
    {
        null => OutcomeKind.Success,
        OperationCanceledException when context.CancellationToken.IsCancellationRequested => OutcomeKind.Cancelled,
        _ => classify(error),
    });

    private BrokenCircuitException Rejection()
    {
        string message = $"The circuit of '{breaker.Name}' turned the call away.";
        return breaker.State == Resilience.CircuitState.Isolated
            ? new IsolatedCircuitException(message)
            : breaker.RetryAfter() is { Ticks: > 0 } wait ? new BrokenCircuitException(message, wait) : new BrokenCircuitException(message);
    }
}
