using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Prunella.Metrics;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>What the agent measures: itself, the machine, and each process that it runs.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentMetrics : IDisposable
{
    private readonly Reactor _reactor;
    private readonly Func<IReadOnlyList<ServiceInstance>> _instances;
    private volatile ObservedProcess[] _processes = [];

    /// <param name="reactor">The thread that owns the processes.</param>
    /// <param name="instances">The instances; called on the reactor.</param>
    /// <param name="options">What the hub keeps.</param>
    /// <param name="logger">Told of what fails.</param>
    public AgentMetrics(Reactor reactor, Func<IReadOnlyList<ServiceInstance>> instances, MetricsOptions options, ILogger<MetricsHub> logger)
    {
        _reactor = reactor;
        _instances = instances;
        Hub = MetricsHub.OnOwnThreads(options, TimeProvider.System, logger);
        _ = Hub.AddSource(Linked);
        if (options.ProcessMetrics)
        {
            _ = Hub.AddSource(new ProcessSource(Processes));
            _ = Hub.AddSource(new MachineSource());
        }

        if (options.Enabled)
            Hub.Start();
    }

    public MetricsHub Hub { get; }

    /// <summary>The series that the processes tell of.</summary>
    public LinkedProcesses Linked { get; } = new();

    public void Dispose() => Hub.Dispose();

    // On a thread of the hub's: it takes the picture of the turn before and orders the next one.
    private ObservedProcess[] Processes()
    {
        _reactor.Post(() => _processes =
        [
            new ObservedProcess(null, Environment.ProcessId),
            .. from instance in _instances()
               where instance.Active is not null
               select new ObservedProcess(instance.Component.Value, instance.Active!.Id),
        ]);
        return _processes;
    }
}
