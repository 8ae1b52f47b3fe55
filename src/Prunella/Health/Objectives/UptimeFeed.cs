using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Counts the milliseconds in which a component works, by its transitions; while it is unknown nothing is counted.</summary>
internal sealed class UptimeFeed : IObjectiveFeed, IDisposable
{
    private readonly IHealthMonitor _health;
    private readonly ComponentName _component;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly Lock _lock = new();
    private long _good, _bad, _since;
    private HealthState? _state;

    public UptimeFeed(IHealthMonitor health, ComponentName component, TimeProvider time)
    {
        (_health, _component, _time) = (health, component, time);
        _since = time.GetTimestamp();
        _state = Now();
        _subscription = health.OnTransition(seen =>
        {
            if (seen.Component == component)
                Count(Now() ?? seen.To);
        });
    }

    public (EventCounts Events, bool Seen) Collect(DateTimeOffset time)
    {
        Count(Now());
        lock (_lock)
        {
            long frequency = _time.TimestampFrequency / 1000;
            EventCounts counts = new(_good / frequency, _bad / frequency, 0);
            _good %= frequency;
            _bad %= frequency;
            return (counts, _state is not null);
        }
    }

    public void Dispose() => _subscription.Dispose();

    private HealthState? Now() => _health.Current.Components.TryGetValue(_component, out ComponentHealth? now) && now is not { Own: null, SymptomOf: null } ? now.State : null;

    private void Count(HealthState? next)
    {
        lock (_lock)
        {
            long now = _time.GetTimestamp(), passed = Math.Max(0, now - _since);
            if (_state <= HealthState.Critical)
                _bad += passed;
            else if (_state is not null)
                _good += passed;
            (_since, _state) = (now, next);
        }
    }
}
