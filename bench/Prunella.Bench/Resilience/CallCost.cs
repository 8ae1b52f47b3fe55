using System.Diagnostics.Metrics;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;
using Prunella.Bench.Reporting;
using Prunella.Resilience;

namespace Prunella.Bench.Resilience;

/// <summary>What a call that succeeds at once costs, by thread CPU time; all ways take turns in one run.</summary>
internal sealed class CallCost : IMeasurement
{
    private static readonly Func<CancellationToken, ValueTask<int>> Call = static _ => new ValueTask<int>(1);
    private static readonly ServiceOptions BreakerOnly = new() { Retry = null, Timeout = null, Fallback = null };

    public string Name => "cost of a call";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        using SelfHealingEngine engine = new(new SelfHealingEngineOptions { FlagSources = [] });
        using SelfHealingEngine off = new(new SelfHealingEngineOptions { FlagSources = [] });
        off.Flags.Set(FlagNames.Enabled, "false");
        SelfHealingPipeline full = engine.For("full");
        SelfHealingPipeline disabled = off.For("disabled");
        engine.Configure("breaker", BreakerOnly);
        engine.Configure("isolated", BreakerOnly);
        SelfHealingPipeline breaker = engine.For("breaker");
        SelfHealingPipeline isolated = engine.For("isolated");
        isolated.Circuit.Isolate("measured");
        ResiliencePipeline polly = NewPolly().Build();
        ResiliencePipelineBuilder heard = NewPolly();
        heard.TelemetryListener = new Deaf();
        ResiliencePipeline pollyHeard = heard.Build();

        CallCase raw = new("the delegate alone", static calls => Sum(calls, Call));
        CallCase offCase = new("Prunella, switched off", calls => Sum(calls, disabled));
        CallCase breakerCase = new("Prunella, breaker", calls => Sum(calls, breaker));
        CallCase fullCase = new("Prunella, retry + breaker + timeout", calls => Sum(calls, full));
        CallCase fullHeard = new("the same, with a meter listener", calls =>
        {
            using MeterListener listener = new();
            listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Prunella")
                    listener.EnableMeasurementEvents(instrument);
            };
            listener.Start();
            return Sum(calls, full);
        });
        CallCase named = new("the same, by name", calls => SumByName(calls, engine));
        CallCase rejected = new("Prunella, turned away (outcome)", calls => SumRejections(calls, isolated));
        CallCase pollyFull = new("Polly 8.9.1, retry + breaker + timeout", calls => Sum(calls, polly));
        CallCase pollyFullHeard = new("the same, with a telemetry listener", calls => Sum(calls, pollyHeard));
        CallCase[] cases = [raw, offCase, breakerCase, fullCase, fullHeard, named, rejected, pollyFull, pollyFullHeard];

        int calls = bench.Short ? 20_000 : 100_000;
        await Warmth.ReachAsync(cases.Select(static one => new Action(() => one.Run(5_000))), cancellationToken);

        for (int round = 0; round < (bench.Short ? 15 : 41); round++)
        {
            foreach (CallCase one in cases)
                one.Measure(calls);
        }

        Table table = new("One call that succeeds at once: thread CPU time", "way", "median ns", "least ns", "B");
        foreach (CallCase one in cases)
            table.Row(one.Name, Number.Show(one.Nanoseconds), Number.Show(one.LeastNanoseconds), Number.Show(one.Bytes));
        report.Add(table);
        report.Set("full_ns", fullCase.Nanoseconds);
        report.Set("full_bytes", fullCase.Bytes);
        report.Set("full_vs_polly", fullCase.Nanoseconds / pollyFull.Nanoseconds);
        report.Set("full_telemetry_vs_polly", fullHeard.Nanoseconds / pollyFullHeard.Nanoseconds);
        report.Set("breaker_ns", breakerCase.Nanoseconds);
        report.Set("breaker_bytes", breakerCase.Bytes);
        report.Set("disabled_extra_ns", offCase.Nanoseconds - raw.Nanoseconds);
        report.Set("rejected_ns", rejected.Nanoseconds);
        report.Set("rejected_bytes", rejected.Bytes);
    }

    private static ResiliencePipelineBuilder NewPolly() => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions())
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions())
        .AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(10) });

    private static long Sum(int calls, Func<CancellationToken, ValueTask<int>> call)
    {
        long sum = 0;
        for (int i = 0; i < calls; i++)
            sum += Done(call(CancellationToken.None));
        return sum;
    }

    private static long Sum(int calls, SelfHealingPipeline pipeline)
    {
        long sum = 0;
        for (int i = 0; i < calls; i++)
            sum += Done(pipeline.ExecuteAsync(Call));
        return sum;
    }

    private static long SumByName(int calls, SelfHealingEngine engine)
    {
        long sum = 0;
        for (int i = 0; i < calls; i++)
            sum += Done(engine.ExecuteAsync("full", Call));
        return sum;
    }

    private static long SumRejections(int calls, SelfHealingPipeline pipeline)
    {
        long sum = 0;
        for (int i = 0; i < calls; i++)
            sum += (int)Done(pipeline.TryExecuteAsync(Call, static (call, token) => call(token))).Rejection;
        return sum;
    }

    private static long Sum(int calls, ResiliencePipeline pipeline)
    {
        long sum = 0;
        for (int i = 0; i < calls; i++)
            sum += Done(pipeline.ExecuteAsync(Call));
        return sum;
    }

    private static T Done<T>(ValueTask<T> call) => call.IsCompletedSuccessfully ? call.Result : throw new InvalidOperationException("a call waited");

    private sealed class Deaf : TelemetryListener
    {
        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
        {
        }
    }
}
