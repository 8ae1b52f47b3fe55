namespace Prunella.Resilience;

/// <summary>What is known and counted about one service: it outlives every change of options and flags.</summary>
internal sealed class ServiceState
{
    private readonly string _service;
    private readonly CoarseClock _clock;
    private readonly HealingReporter _reporter;
    private readonly BoundedRegistry<(string? Operation, string? Partition), CircuitBreaker> _partitions;
    private volatile CircuitBreakerOptions _breakerOptions;

    public ServiceState(string service, ServiceOptions options, CircuitBreakerOptions breakerOptions, CoarseClock clock, HealingReporter reporter)
    {
        _service = service;
        _clock = clock;
        _reporter = reporter;
        _breakerOptions = breakerOptions;
        Breaker = NewBreaker(service);
        Budget = new RetryBudget(options.Retry ?? new RetryOptions(), clock);
        Limiter = new ConcurrencyLimiter(options.ConcurrencyLimit ?? new ConcurrencyLimitOptions(), clock);
        Cache = new StaleCache(options.Fallback ?? new FallbackOptions(), clock);
        _partitions = new(options.MaxPartitions, clock, key => NewBreaker(string.Join('/', new[] { service, key.Operation, key.Partition }.Where(static part => part is not null))));
    }

    public CircuitBreaker Breaker { get; }

    public RetryBudget Budget { get; }

    public ConcurrencyLimiter Limiter { get; }

    public StaleCache Cache { get; }

    public IEnumerable<CircuitBreaker> Breakers => _partitions.Values.Prepend(Breaker);

    public CircuitBreaker BreakerOf(string? operation, string? partition) => _partitions.Get((operation, partition));

    public void Update(ServiceOptions options, CircuitBreakerOptions breakerOptions)
    {
        _breakerOptions = breakerOptions;
        _partitions.Capacity = options.MaxPartitions;
        foreach (CircuitBreaker breaker in Breakers)
            breaker.Options = breakerOptions;
        Budget.Options = options.Retry ?? Budget.Options;
        Limiter.Options = options.ConcurrencyLimit ?? Limiter.Options;
        Cache.Options = options.Fallback ?? Cache.Options;
    }

    private CircuitBreaker NewBreaker(string name)
    {
        var breaker = new CircuitBreaker(name, _breakerOptions, _clock);
        _ = breaker.OnTransition(transition => _reporter.Transition(_service, transition));
        return breaker;
    }
}
