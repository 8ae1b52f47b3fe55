using System.Runtime.Versioning;
using Prunella.Cli.Manifest;
using Prunella.Kernel;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Incidents;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Supervisor;

namespace Prunella.Cli.Knowledge;

/// <summary>The pattern memory of an agent: that of its project, with its fixes and its history. An agent without one heals nevertheless, and remembers until it ends.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentMemory : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly IPatternStore? _store;
    private readonly CancellationTokenSource _stop = new();
    private Task _loading = Task.CompletedTask;

    private AgentMemory(SupervisionPlan plan, string stateDirectory, IPatternStore? store, Scrubber scrubber, Action<Exception> onFault)
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

    /// <summary>The page of the dashboard; null where there is no store.</summary>
    public PatternsPanel? Panel { get; }

    /// <param name="plan">Of the project.</param>
    /// <param name="settings">Where it is kept.</param>
    /// <param name="stateDirectory">The agent's.</param>
    /// <param name="scrubber">Takes secrets out of all that is written.</param>
    /// <param name="onFault">Told where the memory can not be used.</param>
    public static AgentMemory Open(SupervisionPlan plan, MemorySettings settings, string stateDirectory, Scrubber scrubber, Action<Exception> onFault)
    {
        onFault = Once(onFault);
        IPatternStore? store = null;
        try
        {
            store = MemoryStore.Open(settings, stateDirectory, scrubber, TimeProvider.System);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or DllNotFoundException)
        {
            onFault(error);
        }

        var memory = new AgentMemory(plan, stateDirectory, store, scrubber, onFault);
        memory._loading = Task.Run(() => memory.LoadAsync(onFault));
        return memory;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loading;
        if (_store is not null)
            await _store.DisposeAsync();
        _stop.Dispose();
    }

    // Until it was read what helped before is not known.
    private async Task LoadAsync(Action<Exception> onFault)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Errors.LoadAsync(_stop.Token);
                return;
            }
            catch (StoreUnavailableException away)
            {
                onFault(away);
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                onFault(error);
                return;
            }
        }
    }

    // A server that is away is the same news at each error.
    private static Action<Exception> Once(Action<Exception> onFault)
    {
        string last = "";
        return error =>
        {
            if (Interlocked.Exchange(ref last, error.Message) != error.Message)
                onFault(error);
        };
    }
}
