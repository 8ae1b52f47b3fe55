namespace Prunella.Resilience;

/// <summary>The section <c>Prunella</c> of the configuration, as far as calls are concerned. Reloads live; all state stays.</summary>
public sealed record SelfHealingOptions
{
    /// <summary>Services that are protected in their own way, by name.</summary>
    public IDictionary<string, ServiceOptions> Services { get; set; } = new Dictionary<string, ServiceOptions>(StringComparer.Ordinal);

    /// <summary>Whom healing is switched on for. Default everybody.</summary>
    public Rollout Rollout { get; set; } = new();

    /// <summary>Whether what only trouble leads to is gone through once beside the start, so that the first callers in trouble need not wait for the compiler. Default yes.</summary>
    public bool Rehearsal { get; set; } = true;
}
