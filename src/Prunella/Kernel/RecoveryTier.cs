namespace Prunella.Kernel;

/// <summary>The rungs of the recovery ladder: each is cheaper, faster and easier to undo than the next.</summary>
public enum RecoveryTier
{
    /// <summary>Retry, fallback, cached answer: the call path absorbs it.</summary>
    Absorb = 0,

    /// <summary>Open a breaker, pause a consumer, take an instance out of rotation.</summary>
    Isolate = 1,

    /// <summary>Restart a component inside the process, restore its checkpoint.</summary>
    ResetUnit = 2,

    /// <summary>Bring a configuration or a flag back to its last good version.</summary>
    UndoChange = 3,

    /// <summary>Swap in a standby, or kill and start the process again with its sockets held.</summary>
    ReplaceProcess = 4,

    /// <summary>Fail over, transfer leadership, scale, drain.</summary>
    MoveOrResize = 5,

    /// <summary>Roll back a deployment, apply a generated fix.</summary>
    Repair = 6,

    /// <summary>Stop healing this incident, bundle the evidence and call a person.</summary>
    HandOver = 7,
}
