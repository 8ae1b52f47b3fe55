using Polly;
using Polly.Timeout;
using Prunella.Resilience;

namespace Prunella.Polly;

/// <summary>Lets all that is inside know the deadline, by <see cref="Deadline.Current"/>. The token is the business of Polly's own timeout.</summary>
internal sealed class DeadlineStrategy(TimeSpan allowed, TimeProvider time) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        using Deadline.Scope scope = Deadline.Begin(allowed, time);
        return Deadline.Current!.Remaining > TimeSpan.Zero
            ? await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext)
            : Outcome.FromException<TResult>(new TimeoutRejectedException("The deadline had passed.", allowed));
    }
}
