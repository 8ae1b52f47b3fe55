using Polly;
using Prunella.Resilience;

namespace Prunella.Polly;

/// <summary>Turns a bad answer into a failure. A check that throws has no say.</summary>
internal sealed class ResponseValidationStrategy<T>(string service, Func<T, string?> faultOf) : ResilienceStrategy<T>
{
    protected override async ValueTask<Outcome<T>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<T>>> callback, ResilienceContext context, TState state)
    {
        Outcome<T> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        return outcome.Exception is null && FaultOf(outcome.Result!) is { } fault
            ? Outcome.FromException<T>(new InvalidResponseException(service, fault))
            : outcome;
    }

    private string? FaultOf(T answer)
    {
        try
        {
            return faultOf(answer);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
