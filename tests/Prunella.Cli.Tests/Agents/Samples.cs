using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Agents;

/// <summary>A small shop in trouble.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 5, 2, TimeSpan.Zero);

    public static readonly IncidentId Incident = IncidentId.TryParse("7k3m-9xq2", out IncidentId id) ? id : default;

    public static readonly ComponentName Orders = new("orders#2");

    public static AgentStatus Status(HealthState state = HealthState.Critical, bool pending = false) => new()
    {
        Project = "shop",
        Version = "0.1.0",
        ProcessId = 4711,
        StartedAt = Now.AddHours(-3).AddMinutes(-2),
        At = Now,
        State = state,
        Reason = state == HealthState.Healthy ? "all components are healthy" : "orders#2 has failed",
        Modes = [.. Enum.GetValues<RecoveryTier>().Select(static tier => new TierMode(tier, tier is RecoveryTier.MoveOrResize or RecoveryTier.Repair ? HealingMode.Ask : HealingMode.Auto))],
        KillSwitch = new(Engaged: false),
        Budgets = [new("all", 18, 20, TimeSpan.FromMinutes(10)), new("orders", 3, 5, TimeSpan.FromMinutes(10))],
        Components =
        [
            Component("inventory", HealthState.Healthy, "GET /health answered 200 in 2 ms"),
            Component("orders#1", HealthState.Healthy, "beats, GET /health answered 200 in 3 ms"),
            Component("orders#2", HealthState.Failed, "no heartbeat for 1.0 s: the process is frozen") with { Restarts = 2, ProcessId = null, Uptime = null, Cores = null, MemoryBytes = null },
            Component("gateway", HealthState.Degraded, "requires orders") with { SymptomOf = Orders },
        ],
        Incidents = [View(pending)],
        Journal = "/srv/shop/.prunella/journal",
    };

    public static IncidentView View(bool pending = false) => new()
    {
        Id = Incident,
        Component = Orders,
        State = pending ? IncidentState.Open : IncidentState.Healing,
        Severity = HealthState.Failed,
        Cause = "frozen: no heartbeat for 1.0 s",
        OpenedAt = Now.AddSeconds(-1.4),
        Evidence = ["last beat 12:04:59.600", "state T (stopped)"],
        Symptoms = [new("gateway")],
        Pending = pending ? new PendingApproval("move", MovePlan, Now.AddMinutes(9)) : null,
    };

    public static IncidentReply Story() => new(View() with { State = IncidentState.Resolved, Outcome = IncidentOutcome.Healed, ClosedAt = Now },
    [
        Entry(1, -1400, new HealthChanged { From = HealthState.Healthy, To = HealthState.Failed, Reason = "no heartbeat for 1.0 s" }),
        Entry(2, -1390, new IncidentOpened { Severity = HealthState.Failed, Cause = "frozen: no heartbeat for 1.0 s" }),
        Entry(3, -1380, new ActionRefused { Action = "reset-unit", Why = RefusalReason.Precondition, Detail = "the process does not answer" }),
        Entry(4, -1370, new ActionPlanned
        {
            Action = "replace-process", Tier = RecoveryTier.ReplaceProcess, Attempt = 1,
            Effects = ["kills process 812 and its descendants", "starts orders#2 with its socket held"],
            Alternatives = ["move: costs more"],
        }),
        Entry(5, -1360, new ActionStarted { Action = "replace-process", Tier = RecoveryTier.ReplaceProcess, Attempt = 1 }),
        Entry(6, -1080, new ActionFinished { Action = "replace-process", Duration = TimeSpan.FromMilliseconds(280) }),
        Entry(7, -10, new ActionVerified { Action = "replace-process", Verdict = ActionVerdict.Better, Detail = "healthy", Duration = TimeSpan.FromMilliseconds(1070) }),
        Entry(8, 0, new IncidentClosed { Outcome = IncidentOutcome.Healed, Summary = "frozen, replaced, healthy", Duration = TimeSpan.FromMilliseconds(1400) }),
    ]);

    public static JournalEntry Entry(long sequence, double milliseconds, JournalEvent fact) =>
        new(sequence, Now.AddMilliseconds(milliseconds), "agent", fact with { Component = Orders, Incident = Incident });

    private static readonly ActionPlan MovePlan = new()
    {
        Effects = ["moves orders#2 to node b"],
        Undo = "moves it back",
        BlastRadius = [Orders],
        Expected = TimeSpan.FromSeconds(4),
    };

    private static ComponentStatus Component(string name, HealthState state, string reason) => new()
    {
        Name = new(name),
        Kind = "process",
        State = state,
        Own = state,
        Reason = reason,
        Since = Now.AddMinutes(-12),
        ProcessId = 800 + name.Length,
        Uptime = TimeSpan.FromMinutes(182),
        MemoryBytes = 84L * 1024 * 1024,
        Cores = 0.04,
    };
}
