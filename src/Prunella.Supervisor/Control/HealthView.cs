using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>The health of a component, who says so, and how it was.</summary>
public sealed record HealthView
{
    /// <summary>Its name.</summary>
    public required ComponentName Name { get; init; }

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>Its state with its dependencies counted in.</summary>
    public required HealthState State { get; init; }

    /// <summary>Its state by its own sources alone; null as long as none has spoken.</summary>
    public HealthState? Own { get; init; }

    /// <summary>What decided the state.</summary>
    public required string Reason { get; init; }

    /// <summary>When it came to this state.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The component whose trouble causes this one's; null for none.</summary>
    public ComponentName? SymptomOf { get; init; }

    /// <summary>What it can not work without.</summary>
    public IReadOnlyList<ComponentName> Requires { get; init; } = [];

    /// <summary>What it works worse without.</summary>
    public IReadOnlyList<ComponentName> Uses { get; init; } = [];

    /// <summary>Its probes and whoever else speaks of it, with what each says: exit, heartbeat, series …</summary>
    public IReadOnlyList<SourceView> Sources { get; init; } = [];

    /// <summary>Its last transitions, oldest first.</summary>
    public IReadOnlyList<TransitionView> History { get; init; } = [];

    internal static HealthView Of(ComponentHealth health, IEnumerable<SourceHealth> sources) => new()
    {
        Name = health.Description.Name,
        Kind = health.Description.Kind,
        State = health.State,
        Own = health.Own,
        Reason = health.Reason,
        Since = health.Since,
        SymptomOf = health.SymptomOf,
        Requires = health.Description.Requires,
        Uses = health.Description.Uses,
        Sources = [.. sources.Select(static source => new SourceView(source.Name, source.State, source.Reason, source.Probe?.Probe.Description, source.Probe?.Period))],
        History = [.. health.History.Select(static step => new TransitionView(step.At, step.From, step.To, step.Reason, step.SymptomOf))],
    };
}
