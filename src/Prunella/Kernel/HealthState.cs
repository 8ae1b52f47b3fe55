namespace Prunella.Kernel;

/// <summary>How well a component works. Ordered: a greater value is better.</summary>
/// <remarks>The default is <see cref="Failed"/>: a state nobody set is never good news.</remarks>
public enum HealthState
{
    /// <summary>It does not work: dead, frozen, or not answering.</summary>
    Failed = 0,

    /// <summary>It works so badly that its users notice.</summary>
    Critical = 1,

    /// <summary>It works, but worse than it should; its users may not have noticed.</summary>
    Degraded = 2,

    /// <summary>It works as it should.</summary>
    Healthy = 3,
}
