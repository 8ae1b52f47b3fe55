using Prunella.Patterns.Incidents;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores.Sqlite;

namespace Prunella.Cli.Knowledge;

/// <summary>The pattern memory of an agent: that of its project. An agent without one heals nevertheless, and remembers until it ends.</summary>
internal sealed class AgentMemory : IAsyncDisposable
{
    private readonly SqlitePatternStore? _store;

    private AgentMemory(SqlitePatternStore? store, Scrubber scrubber, Action<Exception> onFault)
    {
        _store = store;
        Errors = new ErrorMemory(scrubber: scrubber, store: store, onFault: onFault);
        Panel = store is null ? null : new PatternsPanel(store);
    }

    /// <summary>What recovery asks.</summary>
    public ErrorMemory Errors { get; }

    /// <summary>The page of the dashboard; null where there is no file.</summary>
    public PatternsPanel? Panel { get; }

    public static AgentMemory Open(string stateDirectory, Scrubber scrubber, Action<Exception> onFault)
    {
        SqlitePatternStore? store = null;
        try
        {
            store = ProjectMemory.StoreIn(stateDirectory, scrubber, TimeProvider.System);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or DllNotFoundException)
        {
            onFault(error);
        }

        var memory = new AgentMemory(store, scrubber, onFault);
        _ = memory.LoadAsync(onFault);
        return memory;
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    private async Task LoadAsync(Action<Exception> onFault)
    {
        try
        {
            await Task.Run(() => Errors.LoadAsync());
        }
        catch (Exception error)
        {
            onFault(error); // what helped before is not known then
        }
    }
}
