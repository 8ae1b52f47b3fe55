using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Takes what others saw of a component: the passive side of health. Any thread may call.</summary>
public interface IHealthReporter
{
    /// <summary>Brings a component under watch; one of the same name is described anew and keeps its state.</summary>
    /// <exception cref="ArgumentException">A dependency on itself, or two probes of one name.</exception>
    void Register(ComponentDescription description);

    /// <summary>Ends the watch over a component; unknown ones are ignored.</summary>
    void Remove(ComponentName component, string reason);

    /// <summary>Says what was seen of a component; unknown ones are ignored.</summary>
    /// <param name="component">Which.</param>
    /// <param name="source">Who saw it: <c>exit</c>, <c>heartbeat</c>, <c>calls</c> … The worst of a component's sources decides its own state.</param>
    /// <param name="reading">What was seen.</param>
    void Report(ComponentName component, string source, HealthReading reading);
}
