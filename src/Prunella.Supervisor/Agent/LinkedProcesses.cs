using System.Collections.Concurrent;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Supervisor;

/// <summary>Brings the series of all supervised processes that tell of them into the agent's hub. The reactor adds and removes.</summary>
internal sealed class LinkedProcesses : ISeriesSource
{
    private readonly ConcurrentDictionary<LinkedProcess, bool> _processes = new();

    public string Name => "linked processes";

    public LinkedProcess Add(ComponentName component)
    {
        var process = new LinkedProcess(component);
        _processes[process] = true;
        return process;
    }

    public void Remove(LinkedProcess process) => _processes.TryRemove(process, out _);

    public void Collect(ISeriesWriter writer)
    {
        foreach ((LinkedProcess process, _) in _processes)
            process.Write(writer);
    }
}
