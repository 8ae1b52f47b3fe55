namespace Prunella.Recovery;

/// <summary>What an open incident is at, finer than its public state.</summary>
internal enum IncidentPhase
{
    /// <summary>Nothing is being done; it is looked at again on every occasion.</summary>
    Waiting,

    /// <summary>An action waits for its backoff.</summary>
    Delayed,

    /// <summary>An action waits for a person.</summary>
    Asking,

    /// <summary>An action is carried out, verified or taken back.</summary>
    Acting,

    /// <summary>Handed over; the next slow retry is set.</summary>
    Resting,

    /// <summary>Handed over; a slow retry is carried out.</summary>
    Retrying,

    /// <summary>It is over.</summary>
    Closed,
}
