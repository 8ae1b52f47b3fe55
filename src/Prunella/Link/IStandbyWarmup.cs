namespace Prunella.Link;

/// <summary>Something that a warm standby does while it waits, so that its first answer comes fast: loads code, fills a cache.</summary>
/// <remarks>Register it as a service. It must not listen where others connect, take locks or change anything that the serving process uses.</remarks>
public interface IStandbyWarmup
{
    /// <summary>Warms up once. An exception is logged, and the standby goes on with what is warm.</summary>
    /// <param name="cancellationToken">The standby takes over at this moment, and waits for nobody.</param>
    ValueTask WarmAsync(CancellationToken cancellationToken);
}
