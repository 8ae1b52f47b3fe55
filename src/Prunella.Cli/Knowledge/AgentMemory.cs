using Prunella.Cli.Manifest;
using Prunella.Patterns.Incidents;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;

namespace Prunella.Cli.Knowledge;

/// <summary>The pattern memory of an agent: that of its project. An agent without one heals nevertheless, and remembers until it ends.</summary>
internal sealed class AgentMemory : IAsyncDisposable
{
    private readonly IPatternStore? _store;

    private AgentMemory(IPatternStore? store, Scrubber scrubber, Action<Exception> onFault)
    {
        _store = store;
        Errors = new ErrorMemory(scrubber: scrubber, store: store, onFault: onFault);
        Panel = store is null ? null : new PatternsPanel(store);
    }

    /// <summary>What recovery asks.</summary>
    public ErrorMemory Errors { get; }

    /// <summary>The page of the dashboard; null where there is no store.</summary>
    public PatternsPanel? Panel { get; }

    /// <param name="settings">Where it is kept.</param>
    /// <param name="stateDirectory">The agent's.</param>
    /// <param name="scrubber">Takes secrets out of all that is written.</param>
    /// <param name="onFault">Told where the memory can not be used.</param>
    public static AgentMemory Open(MemorySettings settings, string stateDirectory, Scrubber scrubber, Action<Exception> onFault)
    {
        IPatternStore? store = null;
        try
        {
            store = MemoryStore.Open(settings, stateDirectory, scrubber, TimeProvider.System);
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
