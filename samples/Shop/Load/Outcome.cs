namespace Shop.Load;

/// <summary>What became of a request.</summary>
public enum Outcome
{
    /// <summary>The answer was right.</summary>
    Ok,

    /// <summary>An answer with a status of 400 or above.</summary>
    HttpError,

    /// <summary>No whole answer within the limit.</summary>
    Timeout,

    /// <summary>No connection was made.</summary>
    Refused,

    /// <summary>The connection failed before the first byte of the request was taken by the system.</summary>
    ResetBeforeRequest,

    /// <summary>The connection failed after some of the request was sent, and before the answer was whole.</summary>
    ResetInFlight,

    /// <summary>An answer that claims success and is not right, or is not HTTP.</summary>
    Wrong,

    /// <summary>Not sent: too many requests were under way already.</summary>
    NotSent,
}
