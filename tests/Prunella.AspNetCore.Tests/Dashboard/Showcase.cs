using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Resilience;
using Prunella.Views;

namespace Prunella.AspNetCore.Tests.Dashboard;

/// <summary>A shop in the middle of its troubles: something of everything the pages can show.</summary>
internal sealed class Showcase : ISystemView, IOperationSource, IDisposable
{
    public static readonly IncidentId Asking = Id("7k3m-9xq2");
    public static readonly IncidentId Over = Id("2p4w-6hd8");

    private readonly EventJournal _journal;
    private readonly DateTimeOffset _now;

    public Showcase(DateTimeOffset now)
    {
        _now = now;
        _journal = EventJournal.Open(new JournalOptions { Source = "agent" }, TimeProvider.System, NullLogger<EventJournal>.Instance);
        Current = Troubled();
        Tell();
    }

    public SystemPicture Current { get; set; }

    public IJournalReader Journal => _journal;

    public Metrics.IMetricsReader? Metrics => new ShowcaseMetrics(_now);

    public IJournal Facts => _journal;

    public List<string> Done { get; } = [];

    public ValueTask<JournalVerification?> VerifyJournalAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<JournalVerification?>(new JournalVerification { Entries = 4211, Files = 2, FirstSequence = 1, FirstTime = _now - TimeSpan.FromDays(3), LastTime = _now, Head = new JournalAnchor(4211, new string('a', 64)) });

    public Operation? Find(string name, string target) => target.Length == 0 && name is not ("stop" or "resume") ? null : new Operation
    {
        Name = name,
        Target = target,
        Level = name is "approve" or "reject" ? OperationLevel.Approve : OperationLevel.Operate,
        Title = name switch { "stop" => "Stop all healing", "approve" => "Approve replace-node of ledger", _ => $"Do {name} to {target}" },
        Effects = ["No action begins any more, at once.", "The services run on, and are watched; nothing is done when they fail."],
        Undo = "Resume healing, on this page.",
        ExecuteAsync = (consent, _) =>
        {
            Done.Add($"{name} {target} {consent.By}: {consent.Reason}");
            return Task.FromResult("Healing is stopped.");
        },
    };

    public void Dispose() => _journal.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The same shop on a good day.</summary>
    public void Heal() => Current = Current with
    {
        Health = new SystemHealth(HealthState.Healthy, "all serve", Current.Health.Components.ToDictionary(
            static pair => pair.Key,
            pair => pair.Value with { Own = HealthState.Healthy, State = HealthState.Healthy, SymptomOf = null, Reason = "answers in 3 ms", Since = _now })),
        Recovery = Current.Recovery with { Open = [], BudgetLeft = 20 },
        Circuits = [.. Current.Circuits.Select(static circuit => circuit with { State = CircuitState.Closed, Share = 1 })],
    };

    private static IncidentId Id(string text) => IncidentId.TryParse(text, out IncidentId id) ? id : throw new ArgumentException(text);

    private SystemPicture Troubled()
    {
        ComponentHealth[] components =
        [
            Component("postgres", "dependency", HealthState.Healthy, "answers in 1.2 ms"),
            Component("ledger", "dependency", HealthState.Failed, "connection refused, 12 times in a row"),
            Component("cache", "dependency", HealthState.Degraded, "p99 of 84 ms, 9 ms is usual"),
            Component("inventory", "process", HealthState.Healthy, "answers in 3 ms", ["postgres"], ["cache"]),
            Component("payments", "process", HealthState.Critical, "every call to ledger fails", ["ledger"], symptomOf: "ledger"),
            Component("orders", "process", HealthState.Degraded, "payments are queued", ["inventory"], ["payments"], symptomOf: "ledger"),
            Component("gateway", "process", HealthState.Degraded, "slower than usual", ["orders"], ["cache"], symptomOf: "cache"),
            Component("mailer", "worker", HealthState.Healthy, "3 messages wait", ["postgres"]),
        ];
        return new SystemPicture
        {
            Name = "shop",
            At = _now,
            Health = new SystemHealth(HealthState.Failed, "ledger", components.ToDictionary(static component => component.Description.Name)),
            Recovery = new RecoverySnapshot
            {
                Open = [AskingIncident()],
                Closed = [OverIncident("2p4w-6hd8", "orders", "frozen: no heartbeat for 1.01 s", 44), OverIncident("5c7j-1mv3", "gateway", "requests hang: no answer within 2 s", 31), OverIncident("8n2r-4tb6", "inventory", "resident memory of 412 MB, 400 MB is the limit", 12)],
                Modes = Enum.GetValues<RecoveryTier>().ToDictionary(static tier => tier, static tier => tier is RecoveryTier.MoveOrResize or RecoveryTier.Repair ? HealingMode.Ask : HealingMode.Auto),
                BudgetLeft = 17,
                ComponentBudgets = new Dictionary<ComponentName, int> { [new("ledger")] = 2 },
            },
            BudgetCapacity = 20,
            BudgetPeriod = TimeSpan.FromMinutes(10),
            Circuits =
            [
                new CircuitPicture("ledger", CircuitState.Open) { Share = 0, Trips = 3, Rejections = 1204, UsualFailureShare = 0.004 },
                new CircuitPicture("inventory", CircuitState.Closed) { Share = 1, Trips = 0, Rejections = 0, UsualFailureShare = 0.002 },
                new CircuitPicture("cache", CircuitState.HalfOpen) { Share = 0.25, Trips = 1, Rejections = 88, Source = "gateway" },
            ],
            Objectives =
            [
                new Health.ObjectiveStatus("checkout", new ComponentName("slo/checkout"), 0.999, TimeSpan.FromDays(30))
                {
                    Good = 99_000, Bad = 400, BudgetLeft = 0.61, State = HealthState.Critical, Reason = "burns its error budget 21 times too fast, <b>says</b> the counter",
                },
            ],
            Processes = new Dictionary<ComponentName, ProcessPicture>
            {
                [new("inventory")] = new(4711, TimeSpan.FromHours(7), 2) { MemoryBytes = 96 << 20, Cores = 0.1, StandbyReady = 1 },
                [new("orders")] = new(4712, TimeSpan.FromMinutes(44), 1) { MemoryBytes = 121 << 20, Cores = 0.2 },
                [new("payments")] = new(4713, TimeSpan.FromHours(7), 0) { MemoryBytes = 88 << 20 },
            },
        };
    }

    private ComponentHealth Component(
        string name, string kind, HealthState state, string reason, string[]? requires = null, string[]? uses = null, string? symptomOf = null) =>
        new(
            new ComponentDescription(new ComponentName(name)) { Kind = kind, Requires = [.. (requires ?? []).Select(static each => new ComponentName(each))], Uses = [.. (uses ?? []).Select(static each => new ComponentName(each))] },
            state, state, reason, _now - TimeSpan.FromMinutes(3))
        {
            SymptomOf = symptomOf is null ? null : new ComponentName(symptomOf),
            History =
            [
                new HealthTransition(new ComponentName(name), HealthState.Healthy, HealthState.Degraded, "slower than usual", _now - TimeSpan.FromMinutes(44)),
                new HealthTransition(new ComponentName(name), HealthState.Degraded, HealthState.Healthy, "as usual again", _now - TimeSpan.FromMinutes(39)),
                .. state == HealthState.Healthy ? Array.Empty<HealthTransition>() : [new HealthTransition(new ComponentName(name), HealthState.Healthy, state, reason, _now - TimeSpan.FromMinutes(3))],
            ],
        };

    private Incident AskingIncident() => new(Asking, new ComponentName("ledger"), _now - TimeSpan.FromMinutes(3), HealthState.Failed, "connection refused by ledger:7000, 12 times in a row")
    {
        Evidence = ["tcp ledger:7000: connection refused", "12 probes in a row failed", "password=hunter2 was refused at login"],
        Symptoms = [new("payments"), new("orders")],
        Attempts =
        [
            new ActionAttempt("reset-unit", RecoveryTier.ResetUnit, 1) { StartedAt = _now - TimeSpan.FromMinutes(2.8), Duration = TimeSpan.FromMilliseconds(410), Verdict = ActionVerdict.Same, Detail = "still refused after 5 s" },
        ],
        Pending = new PendingApproval("move-node", new ActionPlan
        {
            Effects = ["The ledger starts on node b and takes over its address.", "Payments are refused for about 20 s."],
            BlastRadius = [new("ledger"), new("payments")],
            Expected = TimeSpan.FromSeconds(20),
            Undo = "Move it back to node a.",
        }, _now + TimeSpan.FromMinutes(7)),
    };

    private Incident OverIncident(string id, string component, string cause, double minutesAgo) => new(Id(id), new ComponentName(component), _now - TimeSpan.FromMinutes(minutesAgo), HealthState.Failed, cause)
    {
        State = IncidentState.Resolved,
        Evidence = [cause],
        Attempts =
        [
            new ActionAttempt("replace-process", RecoveryTier.ReplaceProcess, 1)
            {
                StartedAt = _now - TimeSpan.FromMinutes(minutesAgo), Duration = TimeSpan.FromMilliseconds(449), Verdict = ActionVerdict.Better, Detail = "healthy for 0.5 s",
            },
        ],
        ClosedAt = _now - TimeSpan.FromMinutes(minutesAgo) + TimeSpan.FromSeconds(1.4),
        Outcome = IncidentOutcome.Healed,
    };

    private void Tell()
    {
        ComponentName ledger = new("ledger");
        foreach (JournalEvent fact in new JournalEvent[]
        {
            new ProcessReady { Component = new("orders"), ProcessId = 4712, Duration = TimeSpan.FromMilliseconds(449) },
            new HealthChanged { Component = ledger, From = HealthState.Healthy, To = HealthState.Failed, Reason = "connection refused <b>12</b> times in a row" },
            new IncidentOpened { Component = ledger, Incident = Asking, Severity = HealthState.Failed, Cause = "connection refused by ledger:7000", Evidence = ["tcp ledger:7000: connection refused"] },
            new ActionPlanned { Component = ledger, Incident = Asking, Action = "reset-unit", Tier = RecoveryTier.ResetUnit, Attempt = 1, Effects = ["The connection pool is closed and opened again."], Alternatives = ["undo-last-change: no change within the last hour", "replace-process: it is no process of ours"] },
            new ActionStarted { Component = ledger, Incident = Asking, Action = "reset-unit", Tier = RecoveryTier.ResetUnit, Attempt = 1 },
            new ActionFinished { Component = ledger, Incident = Asking, Action = "reset-unit", Duration = TimeSpan.FromMilliseconds(410) },
            new ActionVerified { Component = ledger, Incident = Asking, Action = "reset-unit", Verdict = ActionVerdict.Same, Detail = "still refused after 5 s", Duration = TimeSpan.FromSeconds(5) },
            new DiagnosisMade { Component = ledger, Incident = Asking, Reason = "Most speaks against vault: cpu rose.", Suspects = [new DiagnosedSuspect("vault", "cpu", 2.1, 0.87, ["cpu rose from 10 to 95"])], Series = 120, Calls = 7, Duration = TimeSpan.FromMilliseconds(4) },
            new CircuitChanged { Component = new("payments"), Circuit = "ledger", From = "closed", To = "open", Reason = "12 of 14 calls failed, 0.4 % is usual" },
            new ConfigurationChanged { Key = "Ledger:ApiToken", From = "sk-old-0123456789", To = "sk-new-0123456789", Version = 7, Author = "deploy", Reason = "rotated" },
        })
            _ = _journal.Append(fact);
    }
}
