namespace Prunella.Bench.Supervisor;

/// <summary>What became of one request on a connection of its own.</summary>
public enum RequestFate
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>Nobody listened.</summary>
    Refused,

    /// <summary>The connection broke before a byte of the request was sent.</summary>
    ResetUnsent,

    /// <summary>The connection broke after the request was sent: the process that had it died.</summary>
    LostInFlight,

    /// <summary>No answer came within the limit.</summary>
    TimedOut,
}
