using Prunella.Telemetry.Store;

namespace Prunella.Cli.Events;

/// <summary>The folder that <c>analyze --store</c> wrote.</summary>
internal sealed class FolderSource(string folder, Action<string> damaged) : IEventSource
{
    private readonly EventStore _store = new(folder);

    public IEnumerable<StoredEvent> Query(EventQuery query, CancellationToken cancellationToken) => _store.Query(query, damaged);

    public void Dispose() => _store.Dispose();
}
