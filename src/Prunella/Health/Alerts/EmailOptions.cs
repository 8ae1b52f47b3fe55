namespace Prunella.Health;

/// <summary>How alerts are mailed. Section <c>Prunella:Health:Alerts:Email</c>.</summary>
public sealed record EmailOptions
{
    /// <summary>The mail server; null mails nothing.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Default 587, in [1, 65535].</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection turns to TLS by STARTTLS before anything else is said. Default true; off only for a server on this machine.</summary>
    public bool Tls { get; set; } = true;

    /// <summary>Name to log in with; null logs in nowhere.</summary>
    public string? User { get; set; }

    /// <summary>The password to it.</summary>
    public string? Password { get; set; }

    /// <summary>The sender's address.</summary>
    public string? From { get; set; }

    /// <summary>The recipients' addresses.</summary>
    public IList<string> To { get; } = [];
}
