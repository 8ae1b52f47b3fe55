using Prunella.Bench.Reporting;
using Prunella.Resilience;

namespace Prunella.Bench.Resilience;

/// <summary>How often a dead dependency is called when it is asked for a thousand times, three retries allowed, no breaker.</summary>
internal sealed class RetryAmplification : IMeasurement
{
    private const int Requests = 1000;

    public string Name => "retries of a dead dependency";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        using SelfHealingEngine engine = new(new SelfHealingEngineOptions { FlagSources = [], Random = new Random(bench.Random.Next()) });
        engine.Configure("dead", new ServiceOptions
        {
            CircuitBreaker = null,
            Retry = new RetryOptions { InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        });
        int calls = 0;
        for (int i = 0; i < Requests; i++)
        {
            _ = await engine.For("dead").TryExecuteAsync(0, (_, _) =>
            {
                calls++;
                return ValueTask.FromException<int>(new IOException("dead"));
            }, cancellationToken: cancellationToken);
        }

        Table table = new($"{Requests} requests to a dead dependency, 3 retries, no breaker", "who", "calls");
        table.Row("Prunella", Number.Show(calls));
        table.Row("Polly (by its rule: all four attempts)", Number.Show(4 * Requests));
        report.Add(table);
        report.Set("retry_amplification", (double)calls / Requests);
    }
}
