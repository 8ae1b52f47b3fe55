using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>One component at one moment: what it is and how it is.</summary>
public abstract record ComponentView
{
    /// <summary>Nothing is known yet.</summary>
    protected ComponentView()
    {
    }

    /// <param name="health">What health knows of it.</param>
    [SetsRequiredMembers]
    private protected ComponentView(ComponentHealth health) => (Name, Kind, State, Own, Reason, Since, SymptomOf, Requires, Uses) =
        (health.Description.Name, health.Description.Kind, health.State, health.Own, health.Reason, health.Since, health.SymptomOf, health.Description.Requires, health.Description.Uses);

    /// <summary>Its name.</summary>
    [JsonPropertyOrder(-1)]
    public required ComponentName Name { get; init; }

    /// <summary>What it is: <c>process</c>, <c>group</c>, <c>dependency</c>, <c>worker</c> …</summary>
    [JsonPropertyOrder(-1)]
    public required string Kind { get; init; }

    /// <summary>Its state with its dependencies counted in.</summary>
    [JsonPropertyOrder(-1)]
    public required HealthState State { get; init; }

    /// <summary>Its state by its own sources alone; null as long as none has spoken.</summary>
    [JsonPropertyOrder(-1)]
    public HealthState? Own { get; init; }

    /// <summary>What decided the state.</summary>
    [JsonPropertyOrder(-1)]
    public required string Reason { get; init; }

    /// <summary>When it came to this state, by the wall clock.</summary>
    [JsonPropertyOrder(-1)]
    public required DateTimeOffset Since { get; init; }

    /// <summary>The component whose trouble causes this one's; null where the trouble is its own, or there is none.</summary>
    [JsonPropertyOrder(-1)]
    public ComponentName? SymptomOf { get; init; }

    /// <summary>What it can not work without.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<ComponentName> Requires { get; init; } = [];

    /// <summary>What it works worse without.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<ComponentName> Uses { get; init; } = [];
}
