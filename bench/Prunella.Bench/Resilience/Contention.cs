using Prunella.Bench.Reporting;
using Prunella.Resilience;

namespace Prunella.Bench.Resilience;

/// <summary>One breaker used by two threads at once, against the same breaker used by one: thread CPU time per call.</summary>
internal sealed class Contention : IMeasurement
{
    private const int Calls = 50_000;

    public string Name => "two threads on one breaker";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        using SelfHealingEngine engine = new(new SelfHealingEngineOptions { FlagSources = [] });
        engine.Configure("shared", new ServiceOptions { Retry = null, Timeout = null, Fallback = null });
        SelfHealingPipeline pipeline = engine.For("shared");
        await Warmth.ReachAsync([() => Run(pipeline)], cancellationToken);
        _ = Together(pipeline); // the counters split here, once

        List<double> alone = [];
        List<double> shared = [];
        for (int round = 0; round < (bench.Short ? 30 : 150); round++)
        {
            alone.Add(Run(pipeline));
            shared.Add(Together(pipeline));
        }

        double one = new Sample(alone).Median;
        double two = new Sample(shared).Median;
        Table table = new("One breaker, thread CPU time per call", "threads", "median ns");
        table.Row("1", Number.Show(one));
        table.Row("2", Number.Show(two));
        report.Add(table);
        report.Set("breaker_contended_ratio", two / one);
    }

    private static double Together(SelfHealingPipeline pipeline)
    {
        using Barrier start = new(2);
        double other = 0;
        Thread thread = new(() =>
        {
            start.SignalAndWait();
            other = Run(pipeline);
        });
        thread.Start();
        start.SignalAndWait();
        double mine = Run(pipeline);
        thread.Join();
        return (mine + other) / 2;
    }

    private static double Run(SelfHealingPipeline pipeline)
    {
        long sum = 0;
        long begun = ThreadTime.Nanoseconds;
        for (int i = 0; i < Calls; i++)
        {
            ValueTask<int> call = pipeline.ExecuteAsync(static _ => new ValueTask<int>(1));
            sum += call.IsCompletedSuccessfully ? call.Result : 0;
        }

        GC.KeepAlive(sum);
        return (double)(ThreadTime.Nanoseconds - begun) / Calls;
    }
}
