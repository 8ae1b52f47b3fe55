using System.Diagnostics.Metrics;
using Prunella.Resilience;
using Xunit;

namespace Prunella.Tests.Resilience.Rehearsal;

public sealed class TroubleRehearsalTests
{
    [Fact]
    public async Task Each_way_of_trouble_is_gone()
    {
        IReadOnlyList<string> ways = await TroubleRehearsal.RunAsync(TimeProvider.System);

        Assert.Equal(
            [
                "kept", "kept", "degraded", nameof(AttemptTimeoutException), nameof(IOException), nameof(InvalidResponseException),
                "degraded", nameof(CircuitOpenException), "degraded", nameof(CircuitOpenException),
            ],
            ways);
    }

    [Fact]
    public async Task Nobody_sees_it()
    {
        List<string> seen = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, one) =>
        {
            if (instrument.Meter.Name == "Prunella")
                one.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();

        _ = await TroubleRehearsal.RunAsync(TimeProvider.System);
        listener.RecordObservableInstruments();

        lock (seen)
            Assert.DoesNotContain(seen, static text => text.Contains("adaptive", StringComparison.Ordinal) || text.Contains("classic", StringComparison.Ordinal));

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = instrument.Name;
            foreach ((_, object? value) in tags)
                text += $" {value}";
            lock (seen)
                seen.Add(text);
        }
    }
}
