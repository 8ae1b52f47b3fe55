using System.Globalization;

namespace Prunella.Supervisor;

/// <summary>Measures the memory of processes whose limit the kernel does not keep, four times a second: what leaks quickly takes the machine along soon.</summary>
internal sealed class MemoryWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly SupervisionContext _context;
    private readonly ProcessSupervisor _supervisor;

    public MemoryWatch(SupervisionContext context, ProcessSupervisor supervisor)
    {
        _context = context;
        _supervisor = supervisor;
        if (supervisor.Instances.Any(static instance => instance.Plan.Limits.MemoryBytes is not null))
            Next();
    }

    private void Next() => _context.Reactor.Schedule(Period, Look);

    private void Look()
    {
        Next(); // first: no fault below ends the watch
        foreach (ServiceInstance instance in _supervisor.Instances)
        {
            if (instance is { Active: { EnforcesMemory: false, Exit: null } active, Phase: InstancePhase.Ready }
                && instance.Plan.Limits.MemoryBytes is { } limit && ProcessFiles.ResidentBytes(active.Id) is { } used && used > limit)
            {
                instance.Condemn(active, ServiceInstance.ProcessSource, string.Create(
                    CultureInfo.InvariantCulture, $"out of its memory: {used >> 20} MiB used, {limit >> 20} MiB allowed"));
            }
        }
    }
}
