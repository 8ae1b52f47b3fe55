using Prunella.Patterns.Incidents;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;

namespace Prunella.Cli.Knowledge;

/// <summary>The pattern memory of an agent: a file in its state directory. An agent without one heals nevertheless, and remembers until it ends.</summary>
internal sealed class ProjectMemory : IAsyncDisposable
{
    /// <summary>The file in a state directory.</summary>
    public const string FileName = "patterns.db";

    private readonly SqlitePatternStore? _store;

    private ProjectMemory(SqlitePatternStore? store, Scrubber scrubber, Action<Exception> onFault)
    {
        _store = store;
        Errors = new ErrorMemory(scrubber: scrubber, store: store, onFault: onFault);
        Panel = store is null ? null : new PatternsPanel(store);
    }

    /// <summary>What recovery asks.</summary>
    public ErrorMemory Errors { get; }

    /// <summary>The page of the dashboard; null where there is no file.</summary>
    public PatternsPanel? Panel { get; }

    public static ProjectMemory Open(string stateDirectory, string project, Scrubber scrubber, Action<Exception> onFault)
    {
        SqlitePatternStore? store = null;
        try
        {
            store = SqlitePatternStore.Open(Path.Combine(stateDirectory, FileName), new StoreOptions { Project = project, Scrubber = scrubber });
        }
        catch (Exception error) when (error is IOException or InvalidDataException or DllNotFoundException)
        {
            onFault(error);
        }

        var memory = new ProjectMemory(store, scrubber, onFault);
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
