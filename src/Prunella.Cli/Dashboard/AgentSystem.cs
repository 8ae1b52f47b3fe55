using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Resilience;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Dashboard;

/// <summary>What the dashboard of an agent looks at. It reads pictures that the healing thread has left; what only that thread knows, it asks for at most once a second and does not wait.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentSystem : ISystemView, IDisposable
{
    private const int MostCircuits = 256;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Agent _agent;
    private readonly ConcurrentDictionary<string, CircuitPicture> _circuits = new(StringComparer.Ordinal);
    private readonly JournalSubscription _news;
    private volatile AgentStatus? _status;
    private long _asked;

    public AgentSystem(Agent agent)
    {
        _agent = agent;
        _news = agent.Journal.Subscribe();
        _ = ListenAsync();
    }

    public IJournalReader Journal => _agent.Journal;

    public IMetricsReader Metrics => _agent.Metrics;

    public SystemPicture Current
    {
        get
        {
            Ask();
            return new SystemPicture
            {
                Name = _agent.Plan.Project,
                At = TimeProvider.System.GetUtcNow(),
                Health = _agent.Health.Current,
                Recovery = _agent.Recovery.Current,
                BudgetCapacity = _agent.Options.Recovery.GlobalBudget,
                BudgetPeriod = _agent.Options.Recovery.BudgetPeriod,
                Stopped = _agent.KillSwitch.Engaged ? _agent.KillSwitch.Reason ?? "no reason given" : null,
                Circuits = [.. _circuits.Values.OrderBy(static circuit => circuit.Name, StringComparer.Ordinal)],
                Objectives = _agent.Objectives,
                Processes = (_status?.Components ?? []).Where(static component => component.ProcessId is not null).ToDictionary(static component => component.Name, Process),
            };
        }
    }

    public async ValueTask<JournalVerification?> VerifyJournalAsync(CancellationToken cancellationToken)
    {
        await _agent.Journal.FlushAsync(cancellationToken);
        return await Task.Run(() => JournalVerifier.Verify(_agent.JournalDirectory, cancellationToken: cancellationToken), cancellationToken);
    }

    public void Dispose() => _news.Dispose();

    private static ProcessPicture Process(ComponentStatus component) => new(component.ProcessId!.Value, component.Uptime ?? TimeSpan.Zero, component.Restarts)
    {
        StandbyReady = component.StandbyReady, MemoryBytes = component.MemoryBytes, Cores = component.Cores,
    };

    private void Ask()
    {
        long now = TimeProvider.System.GetTimestamp();
        long asked = Interlocked.Read(ref _asked);
        if ((asked != 0 && TimeProvider.System.GetElapsedTime(asked, now) < Age) || Interlocked.CompareExchange(ref _asked, now, asked) != asked)
            return;
        _ = RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        try
        {
            _status = await _agent.StatusAsync();
        }
        catch (ObjectDisposedException)
        {
            // The agent ends; so does the dashboard.
        }
    }

    // The breakers live in the processes, which tell of every change.
    private async Task ListenAsync()
    {
        await foreach (JournalEntry entry in _news.Entries.ReadAllAsync())
        {
            if (entry.Event is CircuitChanged change && Enum.TryParse(change.To.Split(' ')[0], out CircuitState state)
                && (_circuits.Count < MostCircuits || _circuits.ContainsKey(Key(entry, change))))
            {
                _circuits[Key(entry, change)] = new CircuitPicture(change.Circuit, state) { Source = entry.Source };
            }
        }
    }

    private static string Key(JournalEntry entry, CircuitChanged change) => $"{entry.Source}\n{change.Circuit}";
}
