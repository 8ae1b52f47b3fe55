using System.Diagnostics.Metrics;
using Prunella.Kernel;
using static Prunella.Kernel.HealthState;

namespace Prunella.Tests.Health;

public sealed class HealthMetricsTests
{
    [Fact]
    public void Changes_looks_and_components_are_counted()
    {
        var bench = new HealthBench();
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listening) =>
        {
            if (instrument.Meter.Name == PrunellaTelemetry.Name && instrument.Name.StartsWith("prunella.health", StringComparison.Ordinal))
                listening.EnableMeasurementEvents(instrument);
        };
        void Add(Instrument instrument, double value)
        {
            lock (seen)
                seen[instrument.Name] = seen.GetValueOrDefault(instrument.Name) + value;
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value + 1));
        listener.Start();

        _ = bench.Probe("db");
        bench.Loop.Advance(TimeSpan.FromSeconds(2));
        bench.Prove("db", Failed);
        listener.RecordObservableInstruments();

        // Other tests may run beside this one and count too.
        Assert.True(seen["prunella.health.transitions"] >= 2);
        Assert.True(seen["prunella.health.probe.duration"] >= 2);
        Assert.True(seen["prunella.health.components"] >= 1);
    }
}
