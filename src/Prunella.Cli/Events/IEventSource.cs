using Prunella.Telemetry.Store;

namespace Prunella.Cli.Events;

/// <summary>Where events are asked for.</summary>
internal interface IEventSource : IDisposable
{
    IEnumerable<StoredEvent> Query(EventQuery query, CancellationToken cancellationToken);
}
