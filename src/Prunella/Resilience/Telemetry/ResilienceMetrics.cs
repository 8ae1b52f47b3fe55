using System.Diagnostics;
using System.Diagnostics.Metrics;
using Prunella.Kernel;

namespace Prunella.Resilience;

/// <summary>What healing of calls counts, in the meter <c>Prunella</c>. The way of a success counts nothing here: states are read when somebody looks.</summary>
internal static class ResilienceMetrics
{
    public static readonly Counter<long> Actions = PrunellaTelemetry.Meter.CreateCounter<long>(
        "prunella.resilience.actions", "{action}", "What was done to heal calls: retries, rejections, stale answers, fallbacks, timeouts, invalid answers.");

    public static readonly Counter<long> Trips = PrunellaTelemetry.Meter.CreateCounter<long>(
        "prunella.circuit.transitions", "{transition}", "Changes of a circuit's state.");

    public static readonly Counter<long> Faults = PrunellaTelemetry.Meter.CreateCounter<long>(
        "prunella.resilience.faults", "{fault}", "Faults of the healing itself; the call went on without it.");

    // Engines that have gone must not be kept alive by a gauge, so they are held weakly.
    private static readonly List<WeakReference<SelfHealingEngine>> Engines = [];

    static ResilienceMetrics()
    {
        _ = PrunellaTelemetry.Meter.CreateObservableGauge(
            "prunella.circuit.state", static () => OfCircuits(static circuit => (long)circuit.State), "{state}", "0 closed, 1 half-open, 2 open, 3 isolated.");
        _ = PrunellaTelemetry.Meter.CreateObservableGauge(
            "prunella.circuit.share", static () => OfCircuits(static circuit => circuit.Share), "1", "Share of calls let through.");
        _ = PrunellaTelemetry.Meter.CreateObservableGauge(
            "prunella.circuit.usual_failure_share", static () => OfCircuits(static circuit => circuit.UsualFailureShare), "1", "The learned share of failures.");
        _ = PrunellaTelemetry.Meter.CreateObservableGauge(
            "prunella.retry.budget", static () => OfServices(static service => service.RetriesLeft), "{retry}", "Retries that may be made at this moment.");
        _ = PrunellaTelemetry.Meter.CreateObservableGauge(
            "prunella.resilience.left_behind", static () => OfServices(static service => service.LeftBehind), "{call}", "Calls that go on although their callers have a second answer.");
    }

    public static void Watch(SelfHealingEngine engine)
    {
        lock (Engines)
        {
            Engines.RemoveAll(static reference => !reference.TryGetTarget(out _));
            Engines.Add(new WeakReference<SelfHealingEngine>(engine));
        }
    }

    public static void CountAction(string service, string action)
    {
        if (Actions.Enabled)
            Actions.Add(1, new TagList { { "prunella.service", service }, { "prunella.action", action } });
    }

    public static void CountTransition(CircuitTransition transition)
    {
        if (Trips.Enabled)
            Trips.Add(1, new TagList { { "prunella.circuit", transition.Circuit }, { "prunella.state", transition.To.ToString() } });
    }

    private static IEnumerable<Measurement<T>> OfCircuits<T>(Func<CircuitBreaker, T> read)
        where T : struct => Living().SelectMany(static engine => engine.Circuits).Select(circuit =>
            new Measurement<T>(read(circuit), new KeyValuePair<string, object?>("prunella.circuit", circuit.Name)));

    private static IEnumerable<Measurement<int>> OfServices(Func<SelfHealingPipeline, int> read) =>
        Living().SelectMany(static engine => engine.Services).Select(service =>
            new Measurement<int>(read(service), new KeyValuePair<string, object?>("prunella.service", service.Name)));

    private static List<SelfHealingEngine> Living()
    {
        lock (Engines)
            return [.. Engines.Select(static reference => reference.TryGetTarget(out SelfHealingEngine? engine) ? engine : null).OfType<SelfHealingEngine>()];
    }
}
