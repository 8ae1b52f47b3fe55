using Polly;
using Polly.CircuitBreaker;
using Prunella.Resilience;

namespace Prunella.Bench.Resilience;

/// <summary>A breaker of any make, as a simulation sees it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Call">Makes one call that would succeed or not; false where it was turned away.</param>
internal sealed record Gate(string Name, Func<bool, bool> Call)
{
    public static Gate None() => new("no breaker", static _ => true);

    public static Gate Prunella(TimeProvider time)
    {
        CircuitBreaker breaker = new("simulated", null, time);
        return new("Prunella, defaults", good =>
        {
            if (!breaker.TryEnter(out CircuitPass pass))
                return false;
            breaker.Report(pass, good ? OutcomeKind.Success : OutcomeKind.Error);
            return true;
        });
    }

    public static Gate PollyDefaults(TimeProvider time) => OfPolly("Polly 8.9.1, defaults", time, new CircuitBreakerStrategyOptions());

    public static Gate PollyTuned(TimeProvider time) => OfPolly("Polly 8.9.1, 50 % / 10 s / 20 / 5 s", time, new CircuitBreakerStrategyOptions
    {
        FailureRatio = 0.5,
        SamplingDuration = TimeSpan.FromSeconds(10),
        MinimumThroughput = 20,
        BreakDuration = TimeSpan.FromSeconds(5),
    });

    private static Gate OfPolly(string name, TimeProvider time, CircuitBreakerStrategyOptions options)
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(options).Build();
        IOException failure = new("simulated");
        ResilienceContext context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        return new(name, good =>
        {
            ValueTask<Outcome<int>> call = pipeline.ExecuteOutcomeAsync(
                (_, _) => good ? Outcome.FromResultAsValueTask(1) : Outcome.FromExceptionAsValueTask<int>(failure), context, 0);
            Outcome<int> outcome = call.IsCompleted ? call.Result : call.AsTask().GetAwaiter().GetResult();
            return outcome.Exception is not BrokenCircuitException;
        });
    }
}
