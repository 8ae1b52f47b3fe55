using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What health counts and measures.</summary>
internal static class HealthMetrics
{
    private static readonly ConcurrentDictionary<IHealthMonitor, bool> Monitors = new();

    private static readonly Counter<long> Transitions = PrunellaTelemetry.Meter.CreateCounter<long>(
        "prunella.health.transitions", "{transition}", "Changes of a component's health state.");

    private static readonly Histogram<double> ProbeDuration = PrunellaTelemetry.Meter.CreateHistogram<double>(
        "prunella.health.probe.duration", "s", "Time one health probe took.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 0.1, 1, 5] });

    private static readonly Counter<long> AlertsDropped = PrunellaTelemetry.Meter.CreateCounter<long>(
        "prunella.health.alerts.dropped", "{alert}", "Alerts that were dropped because a channel was too slow.");

    private static readonly ObservableGauge<int> Components = PrunellaTelemetry.Meter.CreateObservableGauge(
        "prunella.health.components", Count, "{component}", "Components under watch, by state.");

    /// <summary>Counts the monitor's components from now on.</summary>
    public static void Add(IHealthMonitor monitor)
    {
        Debug.Assert(Components is not null, "the gauge lives as long as the type");
        Monitors[monitor] = true;
    }

    public static void Remove(IHealthMonitor monitor) => Monitors.TryRemove(monitor, out _);

    public static void Changed(HealthTransition transition)
    {
        if (!Transitions.Enabled)
            return;
        Transitions.Add(
            1,
            new KeyValuePair<string, object?>("prunella.health.state", Word(transition.To)),
            new KeyValuePair<string, object?>("prunella.health.symptom", transition.SymptomOf is not null));
    }

    public static void Probed(TimeSpan took, HealthState state, bool timedOut)
    {
        if (!ProbeDuration.Enabled)
            return;
        var tags = new TagList { { "prunella.health.state", Word(state) } };
        if (timedOut)
            tags.Add("error.type", "timeout");
        ProbeDuration.Record(took.TotalSeconds, tags);
    }

    public static void AlertDropped(string channel) => AlertsDropped.Add(1, new KeyValuePair<string, object?>("prunella.alert.channel", channel));

    private static IEnumerable<Measurement<int>> Count()
    {
        Span<int> counts = stackalloc int[(int)HealthState.Healthy + 2];
        foreach (IHealthMonitor monitor in Monitors.Keys)
        {
            foreach (ComponentHealth component in monitor.Current.Components.Values)
                counts[component is { Own: null, SymptomOf: null } ? ^1 : (int)component.State]++;
        }

        var measurements = new Measurement<int>[counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            string state = i > (int)HealthState.Healthy ? "unknown" : Word((HealthState)i);
            measurements[i] = new Measurement<int>(counts[i], new KeyValuePair<string, object?>("prunella.health.state", state));
        }

        return measurements;
    }

    private static string Word(HealthState state) => state switch
    {
        HealthState.Healthy => "healthy",
        HealthState.Degraded => "degraded",
        HealthState.Critical => "critical",
        _ => "failed",
    };
}
