using System.Runtime.Versioning;
using Prunella.Kernel;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Incidents;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores.Sqlite;
using Prunella.Supervisor;

namespace Prunella.Cli.Knowledge;

/// <summary>The pattern memory of an agent: that of its project, with its fixes and its history. An agent without one heals nevertheless, and remembers until it ends.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentMemory : IAsyncDisposable
{
    private readonly SqlitePatternStore? _store;

    private AgentMemory(SupervisionPlan plan, string stateDirectory, SqlitePatternStore? store, Scrubber scrubber, Action<Exception> onFault)
    {
        _store = store;
        Patients = new AgentPatients(plan);
        Fixes = new FixRepair(
            ProjectDirectory.SiteIn(plan.Directory, stateDirectory, Patients, TimeProvider.System) with { Most = plan.Fixes, Scrubber = scrubber, Patience = TimeSpan.FromSeconds(5) }, Patients, Patients);
        Errors = new ErrorMemory(scrubber: scrubber, store: store, onFault: onFault, fixes: Fixes, causes: new CauseFinder(plan.Directory, store));
        Panel = store is null ? null : new PatternsPanel(store, Errors.Patterns);
    }

    /// <summary>The agent, for repairs.</summary>
    public AgentPatients Patients { get; }

    /// <summary>Carries out what is known to fix an error.</summary>
    public FixRepair Fixes { get; }

    /// <summary>What recovery asks.</summary>
    public ErrorMemory Errors { get; }

    /// <summary>The page of the dashboard; null where there is no file.</summary>
    public PatternsPanel? Panel { get; }

    public static AgentMemory Open(SupervisionPlan plan, string stateDirectory, Scrubber scrubber, Action<Exception> onFault)
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

        var memory = new AgentMemory(plan, stateDirectory, store, scrubber, onFault);
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
