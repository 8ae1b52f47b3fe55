namespace Prunella.Health;

/// <summary>Tells how things are. Any thread may call.</summary>
public interface IHealthMonitor
{
    /// <summary>The state at this moment: an immutable picture, taken without a lock.</summary>
    SystemHealth Current { get; }

    /// <summary>Hands every transition on, on the monitor's loop, in order, after <see cref="Current"/> shows it. Dispose it to end.</summary>
    IDisposable OnTransition(Action<HealthTransition> handler);
}
