using System.Net;

namespace Prunella.Supervisor;

/// <summary>A TLS certificate whose end is watched: in a file, or as an endpoint shows it. A closed hierarchy.</summary>
public abstract record CertificatePlan
{
    private CertificatePlan()
    {
    }

    /// <summary>How long before its end it is a concern. Default 21 days, not negative.</summary>
    public TimeSpan WarnBefore { get; init; } = TimeSpan.FromDays(21);

    /// <summary>A certificate in a file: PEM or DER, the first one of a chain. Read anew at each look.</summary>
    /// <param name="Path">A full path.</param>
    public sealed record InFile(string Path) : CertificatePlan;

    /// <summary>The certificate that an endpoint shows.</summary>
    /// <param name="EndPoint">Where; its name is asked for by SNI.</param>
    public sealed record Shown(DnsEndPoint EndPoint) : CertificatePlan;
}
