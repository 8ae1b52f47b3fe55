using Polly;
using Prunella.Resilience;

namespace Prunella.Polly;

/// <summary>Adds Prunella's parts to a Polly pipeline. Order: deadline, kept answers, retry, limit, breaker, validation, from the outside in.</summary>
public static class PrunellaPipelineBuilderExtensions
{
    /// <summary>Adds a breaker. Turned away, a call gives Polly's <c>BrokenCircuitException</c> with the time to wait.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="breaker">Keep it: it is the state, and may be shared by pipelines.</param>
    /// <param name="classify">What an exception means; null for <see cref="OutcomeClassifier.Of"/>.</param>
    public static TBuilder AddAdaptiveBreaker<TBuilder>(this TBuilder builder, CircuitBreaker breaker, Func<Exception, OutcomeKind>? classify = null)
        where TBuilder : ResiliencePipelineBuilderBase
    {
        ArgumentNullException.ThrowIfNull(breaker);
        return builder.Add("AdaptiveBreaker", _ => new AdaptiveBreakerStrategy(breaker, classify ?? OutcomeClassifier.Of));
    }

    /// <summary>Adds retries within a budget and the deadline of the surroundings. What fails is given back as it was last.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="budget">Keep it: it is the state, and should be shared by all pipelines to one dependency.</param>
    /// <param name="random">Draws the waits; null for one of its own.</param>
    public static TBuilder AddBudgetedRetry<TBuilder>(this TBuilder builder, RetryBudget budget, Random? random = null)
        where TBuilder : ResiliencePipelineBuilderBase
    {
        ArgumentNullException.ThrowIfNull(budget);
        Random dice = random ?? new Random();
        return builder.Add("BudgetedRetry", context => new BudgetedRetryStrategy(budget, dice, context.TimeProvider));
    }

    /// <summary>Adds the adaptive limit. Turned away, a call gives <see cref="ConcurrencyLimitException"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="limiter">Keep it: it is the state.</param>
    /// <param name="service">The name for the exception.</param>
    public static TBuilder AddConcurrencyLimit<TBuilder>(this TBuilder builder, ConcurrencyLimiter limiter, string service)
        where TBuilder : ResiliencePipelineBuilderBase
    {
        ArgumentNullException.ThrowIfNull(limiter);
        return builder.Add("ConcurrencyLimit", context => new ConcurrencyLimitStrategy(limiter, service, context.TimeProvider));
    }

    /// <summary>Adds Polly's timeout as a deadline for all that is inside, carried to nested calls by <see cref="Deadline"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="allowed"/> is not positive.</exception>
    public static TBuilder AddDeadline<TBuilder>(this TBuilder builder, TimeSpan allowed)
        where TBuilder : ResiliencePipelineBuilderBase
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(allowed, TimeSpan.Zero);
        return builder.AddTimeout(allowed).Add("Deadline", context => new DeadlineStrategy(allowed, context.TimeProvider));
    }

    /// <summary>Adds a check of answers: a bad one becomes an <see cref="InvalidResponseException"/>, and so a failure for what lies outside.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="service">The name for the exception.</param>
    /// <param name="faultOf">What is wrong with an answer, or null.</param>
    public static ResiliencePipelineBuilder<T> AddResponseValidation<T>(this ResiliencePipelineBuilder<T> builder, string service, Func<T, string?> faultOf)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(faultOf);
        return builder.AddStrategy(_ => new ResponseValidationStrategy<T>(service, faultOf), new PrunellaStrategyOptions("ResponseValidation"));
    }

    /// <summary>Adds the last good answer for when there is no other.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="cache">Keep it: it is the state.</param>
    /// <param name="keyOf">The key of a call; null for one that is not kept.</param>
    /// <param name="sizeOf">Bytes that an answer takes.</param>
    public static ResiliencePipelineBuilder<T> AddStaleFallback<T>(
        this ResiliencePipelineBuilder<T> builder, StaleCache cache, Func<ResilienceContext, string?> keyOf, Func<T, int> sizeOf)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(keyOf);
        ArgumentNullException.ThrowIfNull(sizeOf);
        return builder.AddStrategy(_ => new StaleFallbackStrategy<T>(cache, keyOf, sizeOf), new PrunellaStrategyOptions("StaleFallback"));
    }

    private static TBuilder Add<TBuilder>(this TBuilder builder, string name, Func<StrategyBuilderContext, ResilienceStrategy> create)
        where TBuilder : ResiliencePipelineBuilderBase
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddStrategy(create, new PrunellaStrategyOptions(name));
    }
}
