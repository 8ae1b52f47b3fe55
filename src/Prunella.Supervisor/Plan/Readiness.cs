using System.Net;

namespace Prunella.Supervisor;

/// <summary>How a process shows that it can serve. A closed hierarchy.</summary>
public abstract record Readiness
{
    private Readiness()
    {
    }

    /// <summary>It says <c>READY=1</c> by the sd_notify protocol, as <c>UsePrunellaHeartbeat</c> does for a .NET host.</summary>
    public sealed record Notify : Readiness;

    /// <summary>A GET of <paramref name="Url"/> answers with a 2xx status.</summary>
    /// <param name="Url">An absolute http address.</param>
    public sealed record Http(Uri Url) : Readiness;

    /// <summary>A TCP connection to <paramref name="EndPoint"/> is accepted. Of no use with held sockets, which always accept.</summary>
    /// <param name="EndPoint">Where.</param>
    public sealed record Tcp(IPEndPoint EndPoint) : Readiness;

    /// <summary>It has lived for <paramref name="Time"/>.</summary>
    /// <param name="Time">Zero means that a started process is ready.</param>
    public sealed record Alive(TimeSpan Time) : Readiness;
}
