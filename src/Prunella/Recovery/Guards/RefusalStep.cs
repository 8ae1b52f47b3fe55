namespace Prunella.Recovery;

/// <summary>What follows from a refusal.</summary>
internal enum RefusalStep
{
    /// <summary>It passes: look again soon.</summary>
    Wait,

    /// <summary>Try the group of the component, and a person after that.</summary>
    Escalate,

    /// <summary>Only a person can go on.</summary>
    HandOver,
}
