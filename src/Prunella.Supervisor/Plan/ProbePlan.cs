using System.Net;

namespace Prunella.Supervisor;

/// <summary>A probe that goes on while a service runs. A closed hierarchy.</summary>
public abstract record ProbePlan
{
    private ProbePlan()
    {
    }

    /// <summary>Time from one look to the next. Default 1 s, at least 50 ms.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long a look counts as failed. Default 0.5 s, positive.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a process that has just become ready or taken over may take to its first answer before it counts as failed. Default 5 s, not negative.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A GET that must answer with a 2xx status.</summary>
    /// <param name="Url">An absolute http address.</param>
    public sealed record Http(Uri Url) : ProbePlan;

    /// <summary>A TCP connection that must be accepted.</summary>
    /// <param name="EndPoint">Where.</param>
    public sealed record Tcp(IPEndPoint EndPoint) : ProbePlan;
}
