using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>The health of a component, who says so, and how it was.</summary>
public sealed record HealthView : ComponentView
{
    /// <summary>Nothing is known yet.</summary>
    [JsonConstructor]
    public HealthView()
    {
    }

    [SetsRequiredMembers]
    private HealthView(ComponentHealth health)
        : base(health)
    {
    }

    /// <summary>Its probes and whoever else speaks of it, with what each says: exit, heartbeat, series …</summary>
    public IReadOnlyList<SourceView> Sources { get; init; } = [];

    /// <summary>Its last transitions, oldest first.</summary>
    public IReadOnlyList<TransitionView> History { get; init; } = [];

    internal static HealthView Of(ComponentHealth health, IEnumerable<SourceHealth> sources) => new(health)
    {
        Sources = [.. sources.Select(static source => new SourceView(source.Name, source.State, source.Reason, source.Probe?.Probe.Description, source.Probe?.Period))],
        History = [.. health.History.Select(static step => new TransitionView(step.At, step.From, step.To, step.Reason, step.SymptomOf))],
    };
}
