namespace Prunella.Recovery;

/// <summary>What follows from a refusal.</summary>
internal enum RefusalStep
{
    /// <summary>It passes: look again soon.</summary>
    Wait,

    /// <summary>Try the group of the component, then what stands higher on the ladder, and a person after that.</summary>
    Escalate,

    /// <summary>It is not for this incident: try what stands higher on the ladder, and a person after that.</summary>
    Next,

    /// <summary>Only a person can go on.</summary>
    HandOver,
}
