using Microsoft.Extensions.Hosting;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Resilience;

namespace Prunella;

/// <summary>
/// Tells the circuit breakers of a service what health knows of the component of the same name: the worse it is, the less evidence of calls a breaker needs. Once a
/// component fails, its circuits are opened, once; whether it answers again is theirs to find out.
/// </summary>
/// <remarks>On the healing loop. While anything is in trouble it looks each second, so that circuits that are made meanwhile are told, too.</remarks>
internal sealed class CircuitSuspicion(ILoop loop, IHealthMonitor health, SelfHealingEngine engine) : IHostedService
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);
    private readonly HashSet<string> _suspected = new(StringComparer.Ordinal);
    private IDisposable? _subscription;
    private IDisposable? _next;
    private bool _stopped;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = health.OnTransition(Take);
        loop.Post(Look);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        loop.Post(() =>
        {
            _stopped = true;
            _next?.Dispose();
        });
        return Task.CompletedTask;
    }

    private void Take(HealthTransition seen)
    {
        Look();
        if (seen.To != HealthState.Failed || seen.From == HealthState.Failed)
            return;
        foreach (CircuitBreaker circuit in engine.Circuits.Where(circuit => IsOf(circuit, seen.Component)))
            circuit.Trip($"{seen.Component} has failed: {seen.Reason}");
    }

    private void Look()
    {
        if (_stopped)
            return;
        _next?.Dispose();
        _next = null;
        SystemHealth now = health.Current;
        bool trouble = now.Components.Values.Any(static one => SuspicionOf(one) > 0);
        if (!trouble && _suspected.Count == 0)
            return;

        _suspected.Clear();
        foreach (CircuitBreaker circuit in engine.Circuits)
        {
            double suspicion = ComponentName.TryParse(ServiceOf(circuit), out ComponentName name) && now.Components.TryGetValue(name, out ComponentHealth? component)
                ? SuspicionOf(component) : 0;
            circuit.Suspicion = suspicion;
            if (suspicion > 0)
                _ = _suspected.Add(circuit.Name);
        }

        if (trouble)
            _next = loop.Schedule(_period, Look);
    }

    private static double SuspicionOf(ComponentHealth component) => component switch
    {
        { Own: null, SymptomOf: null } => 0, // nothing is known of it
        { State: HealthState.Healthy } => 0,
        { State: HealthState.Degraded } => 0.5,
        _ => 1,
    };

    private static bool IsOf(CircuitBreaker circuit, ComponentName component) => ServiceOf(circuit) == component.Value;

    // The circuits of one service are its name, and its name with an operation.
    private static string ServiceOf(CircuitBreaker circuit)
    {
        int end = circuit.Name.IndexOf('/', StringComparison.Ordinal);
        return (end < 0 ? circuit.Name : circuit.Name[..end]).ToLowerInvariant();
    }
}
