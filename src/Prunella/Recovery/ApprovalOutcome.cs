namespace Prunella.Recovery;

/// <summary>What became of a person's word on an incident.</summary>
public enum ApprovalOutcome
{
    /// <summary>It was taken.</summary>
    Accepted,

    /// <summary>No open incident has this name.</summary>
    NoSuchIncident,

    /// <summary>The incident has no action that waits for a person.</summary>
    NothingPending,
}
