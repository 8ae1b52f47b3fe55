namespace Prunella.Resilience;

/// <summary>Goes once through what only trouble leads to: timeouts, second answers, retries, an open circuit.</summary>
/// <remarks>
/// The runtime compiles a method when it is first run. Without this, the first callers in trouble would wait for the compiler, tens of
/// milliseconds each, just when answers have to come quickly. An engine of its own is used, which nobody sees.
/// </remarks>
internal static class TroubleRehearsal
{
    private const string Kept = "kept", Adaptive = "adaptive", Classic = "classic";
    private const int MostFailures = 1000;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    // Once open, a circuit stays so to the end, however slow the machine.
    private static CircuitBreakerOptions Breaker { get; } = new() { FirstBreak = Long, ResetTimeout = Long, ProbeAfterRejections = int.MaxValue, FailureThreshold = 2 };

    private static ServiceOptions Impatient { get; } = new()
    {
        CircuitBreaker = Breaker,
        Timeout = new AttemptTimeoutOptions { Timeout = Short },
        Retry = new RetryOptions { MaxRetries = 1, InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        Fallback = new FallbackOptions { SoftTimeout = new SoftTimeoutOptions { UsualTimes = null, Timeout = TimeSpan.FromMilliseconds(1) } },
    };

    /// <summary>Goes through all of it; takes some tenths of a second, mostly waiting.</summary>
    /// <param name="time">The clock.</param>
    /// <returns>What came of each way, in the order in which they were gone.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(TimeProvider time)
    {
        using var engine = new SelfHealingEngine(new SelfHealingEngineOptions { Time = time, FlagSources = [], Logger = SilentLogger.Instance, IsObserved = false });
        engine.Configure(Adaptive, Impatient);
        engine.Configure(Classic, Impatient with { CircuitBreaker = Breaker with { Mode = BreakerMode.Classic }, Deadline = TimeSpan.FromSeconds(1) });
        CallOptions<string> degraded = new() { MayOutliveCaller = true, Fallback = static (_, _) => new("degraded") };
        CallOptions<string> past = new() { MayOutliveCaller = true, CacheKey = Kept };
        List<string> ways =
        [
            await OutcomeAsync(engine, Adaptive, static _ => new("kept"), past),
            await OutcomeAsync(engine, Adaptive, HangAsync, past),
            await OutcomeAsync(engine, Adaptive, HangAsync, degraded),
            await OutcomeAsync(engine, Adaptive, HangAsync, options: null),
            await OutcomeAsync(engine, Adaptive, FailAsync, options: null),
            await OutcomeAsync(engine, Adaptive, static _ => new("wrong"), new CallOptions<string> { Validate = static _ => "wrong" }),
        ];
        foreach (string service in new[] { Adaptive, Classic })
        {
            for (int failures = 0; failures < MostFailures && engine.For(service).Circuits.All(static circuit => circuit.State == CircuitState.Closed); failures++)
            {
                _ = await OutcomeAsync(engine, service, FailAsync, new CallOptions<string> { Retry = false });
                await Task.Delay(Apart, time).ConfigureAwait(false); // the breaker judges by stretches of time
            }

            ways.Add(await OutcomeAsync(engine, service, FailAsync, degraded));
            ways.Add(await OutcomeAsync(engine, service, FailAsync, options: null));
        }

        return ways;
    }

    private static async Task<string> OutcomeAsync(SelfHealingEngine engine, string service, Func<CancellationToken, ValueTask<string>> call, CallOptions<string>? options)
    {
        try
        {
            return await engine.ExecuteAsync(service, call, options).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            return error.GetType().Name;
        }
    }

    private static async ValueTask<string> HangAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);
        return "";
    }

    private static async ValueTask<string> FailAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        throw new IOException("rehearsed");
    }
}
