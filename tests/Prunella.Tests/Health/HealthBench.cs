using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Testing;

namespace Prunella.Tests.Health;

/// <summary>A monitor on a loop that is pumped by hand.</summary>
internal sealed class HealthBench
{
    public HealthBench(HealthOptions? options = null)
    {
        Monitor = new HealthMonitor(Loop, Journal, options ?? new HealthOptions(), new Random(1), NullLogger<HealthMonitor>.Instance);
        _ = Monitor.OnTransition(News.Add);
    }

    public ManualLoop Loop { get; } = new();

    public RecordingJournal Journal { get; } = new();

    public HealthMonitor Monitor { get; }

    public List<HealthTransition> News { get; } = [];

    public ComponentHealth this[string name] => Monitor.Current.Components[Name(name)];

    public static ComponentName Name(string name) => new(name);

    public static ComponentName[] Names(params string[] names) => [.. names.Select(Name)];

    public static ComponentDescription Describe(string name, string[]? requires = null, string[]? uses = null) =>
        new(Name(name)) { Requires = Names(requires ?? []), Uses = Names(uses ?? []) };

    public void Register(string name, string[]? requires = null, string[]? uses = null)
    {
        Monitor.Register(Describe(name, requires, uses));
        Loop.RunUntilIdle();
    }

    /// <summary>Reports a proof.</summary>
    public void Prove(string name, HealthState state, string source = "exit") => Report(name, state, conclusive: true, source);

    public void Report(string name, HealthState state, bool conclusive = false, string source = "calls")
    {
        Monitor.Report(Name(name), source, new HealthReading(state, $"{source} saw {state}") { Conclusive = conclusive });
        Loop.RunUntilIdle();
    }

    /// <summary>Registers a component with one probe each second, without jitter.</summary>
    public ManualProbe Probe(string name, Func<ProbeSchedule, ProbeSchedule>? change = null)
    {
        var probe = new ManualProbe();
        var schedule = new ProbeSchedule("probe", probe) { Jitter = 0 };
        Monitor.Register(Describe(name) with { Probes = [change?.Invoke(schedule) ?? schedule] });
        Loop.RunUntilIdle();
        return probe;
    }
}
