namespace Prunella.Recovery;

/// <summary>Where an incident stands.</summary>
public enum IncidentState
{
    /// <summary>Seen; nothing is being done yet, or something waits for a person.</summary>
    Open,

    /// <summary>An action runs, or waits for its backoff.</summary>
    Healing,

    /// <summary>An action is done, and it is being checked whether it helped.</summary>
    Verifying,

    /// <summary>The component is well again.</summary>
    Resolved,

    /// <summary>A person has it; slow retries go on.</summary>
    HandedOver,
}
