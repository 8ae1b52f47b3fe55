using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class DiagnosisDeskTests : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private readonly ScriptedDiagnostician _diagnostician = new();
    private readonly RecoveryWorld _world;

    public DiagnosisDeskTests() => _world = new RecoveryWorld { Diagnostician = _diagnostician };

    public void Dispose() => _world.Dispose();

    [Fact]
    public void An_incident_is_diagnosed_once_its_series_show_it_and_carries_the_answer()
    {
        _world.Health.Add("stock");
        _world.Health.Add("orders", requires: ["stock"]);
        _diagnostician.Names("stock");
        _world.On("orders", HealthState.Critical, "slow");

        _world.Loop.Advance(Settle - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_diagnostician.Questions);
        _world.Loop.Advance(TimeSpan.FromMilliseconds(1));

        DiagnosisMade made = Assert.Single(_world.Journal.Facts.OfType<DiagnosisMade>());
        Assert.Equal((new ComponentName("orders"), (IncidentId?)_world.TheOpen.Id, "stock"), (made.Component!.Value, made.Incident, made.Suspects[0].Component));
        Assert.Same(made, _world.TheOpen.Diagnosis);
    }

    [Fact]
    public void What_is_only_degraded_is_diagnosed_without_an_incident()
    {
        _world.Health.Add("orders");
        _world.On("orders", HealthState.Degraded, "http.server.request.duration:p99 is 3 s");
        _world.Loop.Advance(Settle);

        Assert.Null(Assert.Single(_world.Journal.Facts.OfType<DiagnosisMade>()).Incident);
        Assert.StartsWith("http.server", Assert.Single(_diagnostician.Questions).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_look_is_noted_only_where_it_names_another_cause()
    {
        _world.Health.Add("orders");
        _world.On("orders", HealthState.Degraded, "slow");
        _world.Loop.Advance(Settle);
        _diagnostician.Names("stock");
        _world.Loop.Advance(Settle * 3);
        _world.Loop.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(2, _diagnostician.Questions.Count);
        Assert.Equal([0, 1], _world.Journal.Facts.OfType<DiagnosisMade>().Select(static made => made.Suspects.Count));
    }

    [Fact]
    public void A_component_that_flaps_is_not_diagnosed_all_the_time()
    {
        _world.Health.Add("orders");
        for (int i = 0; i < 30; i++)
        {
            _world.On("orders", HealthState.Degraded, "slow");
            _world.Loop.Advance(TimeSpan.FromSeconds(1));
            _world.On("orders", HealthState.Healthy, "well");
        }

        _world.Loop.Advance(TimeSpan.FromSeconds(20));
        Assert.InRange(_diagnostician.Questions.Count, 1, 2);
    }

    [Fact]
    public void Symptoms_and_recoveries_are_not_diagnosed()
    {
        _world.Health.Add("db");
        _world.Health.Add("orders", requires: ["db"]);
        _world.Fail("db");
        _world.Heal("db");
        _world.Loop.Advance(Settle * 5);

        Assert.All(_diagnostician.Questions, static question => Assert.Equal("db", question.Component!.Value.Value));
    }

    [Fact]
    public void A_diagnosis_that_throws_is_noted_and_ends_nothing()
    {
        _world.Health.Add("orders");
        _ = _world.ExpectedFaults.Add("the diagnosis of orders");
        _diagnostician.Fault = new InvalidOperationException("no points");
        _world.On("orders", HealthState.Degraded, "slow");
        _world.Loop.Advance(Settle);
        Assert.Contains(_world.Journal.Facts.OfType<InternalFault>(), static fault => fault.Error == "no points");

        _diagnostician.Fault = null;
        _world.Health.Add("stock");
        _world.On("stock", HealthState.Degraded, "slow");
        _world.Loop.Advance(Settle * 5);
        Assert.Contains(_world.Journal.Facts.OfType<DiagnosisMade>(), static made => made.Component == new ComponentName("stock"));
    }

    [Fact]
    public void A_remedy_waits_while_the_named_cause_that_the_component_uses_is_being_healed()
    {
        _world.Health.Add("stock");
        _world.Health.Add("orders", uses: ["stock"]);
        TestAction restart = _world.Action("restart", attempts: 3);
        var stock = new TaskCompletionSource();
        restart.OnExecute = (incident, _) => new ValueTask(incident.Component.Value == "stock" ? stock.Task : Task.CompletedTask);
        _diagnostician.Names("stock");
        _world.On("orders", HealthState.Critical, "slow"); // its first remedy begins at once, before anything is known
        _world.On("stock", HealthState.Critical, "slow");
        _world.Loop.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains(_world.Journal.Facts.OfType<ActionRefused>(), static refused =>
            refused.Why == RefusalReason.Precondition && refused.Detail.StartsWith("stock, which the diagnosis names", StringComparison.Ordinal));
        stock.SetResult();
    }

    private sealed class ScriptedDiagnostician : IDiagnostician
    {
        private string? _named;

        public List<DiagnosisQuestion> Questions { get; } = [];

        public Exception? Fault { get; set; }

        public TimeSpan Settle => DiagnosisDeskTests.Settle;

        public void Names(string component) => _named = component;

        public LiveDiagnosis Diagnose(DiagnosisQuestion question)
        {
            Questions.Add(question);
            if (Fault is { } fault)
                throw fault;
            Diagnosis answer = _named is null ? new Diagnosis([], "nothing is wrong") : new Diagnosis([new Suspect(_named, "cpu", 2, 0.9, ["cpu rose"])], $"Most speaks against {_named}.");
            return new LiveDiagnosis(answer, TimeWindow.Last(TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch.AddDays(1)), 10, 2, TimeSpan.FromMilliseconds(3));
        }
    }
}
