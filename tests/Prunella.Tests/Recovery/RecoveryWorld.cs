using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Testing;

namespace Prunella.Tests.Recovery;

/// <summary>A recovery on a manual loop, with a health, a journal and a switch that the test holds in its hand.</summary>
internal sealed class RecoveryWorld : IDisposable
{
    private readonly List<IRecoveryAction> _actions = [];
    private RecoveryManager? _manager;

    public RecoveryWorld() => Health = new FakeHealth(Loop.Time);

    public ManualLoop Loop { get; } = new();

    public FakeHealth Health { get; }

    public RecordingJournal Journal { get; } = new();

    public TestSwitch Switch { get; } = new();

    public RecoveryOptions Options { get; init; } = new();

    public int Seed { get; init; } = 1;

    public IReadOnlyList<IEvidenceSource> Evidence { get; init; } = [];

    public IActionRanking? Ranking { get; init; }

    public Prunella.Health.IDiagnostician? Diagnostician { get; init; }

    public IErrorMemory? Errors { get; init; }

    public RecoveryManager Manager => _manager ??= Started();

    public IReadOnlyList<Incident> Open => Manager.Current.Open;

    public IReadOnlyList<Incident> Closed => Manager.Current.Closed;

    public Incident TheOpen => Assert.Single(Open);

    public Incident TheClosed => Assert.Single(Closed);

    public TestAction Action(string name, RecoveryTier tier = RecoveryTier.ReplaceProcess, int attempts = 1, string? undo = null, string[]? blast = null)
    {
        var action = new TestAction(name, tier) { MaxAttempts = attempts, Undo = undo, BlastRadius = blast ?? [] };
        _actions.Add(action);
        return action;
    }

    /// <summary>An action after which the component is well as soon as it is done.</summary>
    public TestAction Cure(string name, RecoveryTier tier = RecoveryTier.ReplaceProcess, int attempts = 1)
    {
        TestAction action = Action(name, tier, attempts);
        action.OnExecute = (incident, _) =>
        {
            Health.Set(incident.Component.Value, HealthState.Healthy, "started");
            return ValueTask.CompletedTask;
        };
        return action;
    }

    public void Add(IRecoveryAction action) => _actions.Add(action);

    public void Fail(string component, string reason = "exit 137") => On(component, HealthState.Failed, reason);

    public void Heal(string component) => On(component, HealthState.Healthy, "answers again");

    public void On(string component, HealthState state, string reason) => Do(() => Health.Set(component, state, reason));

    /// <summary>Does something on the loop, and all that follows from it at once.</summary>
    public void Do(Action work)
    {
        _ = Manager;
        Loop.Post(work);
        Loop.RunUntilIdle();
    }

    public T Ask<T>(Func<Task<T>> ask)
    {
        Task<T> answer = ask();
        Loop.RunUntilIdle();
        Assert.True(answer.IsCompleted);
        return answer.GetAwaiter().GetResult();
    }

    public void SetMode(RecoveryTier? tier, HealingMode mode)
    {
        Task done = Manager.SetModeAsync(tier, mode, "test", "because");
        Loop.RunUntilIdle();
        Assert.True(done.IsCompletedSuccessfully);
    }

    public void Pass(double seconds) => Loop.Advance(TimeSpan.FromSeconds(seconds));

    public IEnumerable<string> Kinds(IncidentId incident) => Journal.Facts.Where(fact => fact.Incident == incident).Select(static fact => fact.GetType().Name);

    public void Dispose()
    {
        _manager?.Dispose();
        Assert.DoesNotContain(Journal.Of<InternalFault>(), fault => !ExpectedFaults.Contains(fault.Stage));
    }

    public HashSet<string> ExpectedFaults { get; } = [];

    private RecoveryManager Started()
    {
        var manager = new RecoveryManager(
            new RecoveryParts
            {
                Loop = Loop,
                Health = Health,
                Journal = Journal,
                JournalReader = Journal,
                KillSwitch = Switch,
                Actions = _actions,
                Random = new Random(Seed),
                Ranking = Ranking,
                Evidence = Evidence,
                Logger = NullLogger.Instance,
                OffLoop = static work => work(),
                Diagnostician = Diagnostician,
                Errors = Errors,
                Diagnosing = static work => work(),
            },
            Options);
        manager.Start();
        Loop.RunUntilIdle();
        return manager;
    }
}
