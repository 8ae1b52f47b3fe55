using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Prunella.Metrics;

/// <summary>Hears the instruments of the process and hands their measurements to their states.</summary>
internal sealed class InstrumentListener : IDisposable
{
    private readonly MeterListener _listener = new();

    public InstrumentListener(MetricsOptions options, SeriesRegistry registry, MetricsHealth health)
    {
        var names = new MeterNames(options.Meters, options.ExcludedMeters);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (names.Has(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument, new InstrumentState(instrument, registry, options, health));
        };
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => State(state).Record(value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => State(state).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => State(state).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => State(state).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => State(state).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => State(state).Record(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => State(state).Record((double)value, tags));
    }

    public void Start() => _listener.Start();

    /// <summary>Asks the observable instruments.</summary>
    /// <exception cref="AggregateException">Some of them threw; the others were asked all the same.</exception>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    // Nothing but an InstrumentState is ever given as state.
    private static InstrumentState State(object? state) => Unsafe.As<InstrumentState>(state!);
}
