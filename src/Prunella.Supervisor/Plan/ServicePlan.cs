using System.Collections.Frozen;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>One service: what to start, what it needs, and how to tell that it works.</summary>
public sealed record ServicePlan
{
    /// <summary>Its name, unique within the plan, without <c>#</c>.</summary>
    public required ComponentName Name { get; init; }

    /// <summary>The program and its arguments; at least the program. Found by <c>PATH</c> where it has no slash.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Where it runs; null means the directory of the plan.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables added to the supervisor's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>How many instances run, 1 to 64. They share the held sockets.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Services it can not work without: they are ready before it starts, and stop after it.</summary>
    public IReadOnlyList<ComponentName> Requires { get; init; } = [];

    /// <summary>Services it works worse without.</summary>
    public IReadOnlyList<ComponentName> Uses { get; init; } = [];

    /// <summary>Sockets the supervisor opens and holds, inherited from descriptor 3 on by the <c>LISTEN_FDS</c> protocol.</summary>
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [];

    /// <summary>How it shows that it can serve.</summary>
    public Readiness Ready { get; init; } = new Readiness.Alive(TimeSpan.Zero);

    /// <summary>After this long without being ready, a start has failed. Default 30 s, positive.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Probes that go on while it runs.</summary>
    public IReadOnlyList<ProbePlan> Probes { get; init; } = [];

    /// <summary>The limits of its heartbeats; null to ignore heartbeats.</summary>
    public HeartbeatLimits? Heartbeat { get; init; } = new();

    /// <summary>What is promised of it. Each is named by the service and what it is about: <c>orders/availability</c>.</summary>
    public IReadOnlyList<ServiceObjective> Objectives { get; init; } = [];

    /// <summary>Its TLS certificates, whose ends are watched.</summary>
    public IReadOnlyList<CertificatePlan> Certificates { get; init; } = [];

    /// <summary>How many warm standby processes wait to take over, 0 to 4. The program must keep the standby protocol.</summary>
    public int Standby { get; init; }

    /// <summary>How it is asked to stop.</summary>
    public StopPlan Stop { get; init; } = new();

    /// <summary>What it may consume.</summary>
    public ResourceLimits Limits { get; init; } = new();
}
