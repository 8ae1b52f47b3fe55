using Prunella.Health;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Tests.Health;

public sealed class AlertCausesTests
{
    private static readonly string[] Names = ["stock", "db", "mail", "disk"];
    private static readonly ComponentName Orders = new("orders");

    private readonly HealthBench _bench = new();
    private readonly List<Action> _offLoop = [];
    private readonly List<Alert> _told = [];
    private readonly List<Alert> _late = [];
    private readonly AlertCauses _causes;

    public AlertCausesTests() => _causes = new AlertCauses(_bench.Loop, new Knowing(), _offLoop.Add);

    [Fact]
    public void An_alert_is_told_with_its_causes_at_most_three()
    {
        Tell(Orders);
        Assert.Empty(_told);

        Diagnose();

        Assert.Equal("stock (90%): process.cpu.time rose from 0.1 to 0.9", Assert.Single(_told).Cause);
        Assert.Equal(3, _told[0].Causes.Count);
    }

    [Fact]
    public void Late_causes_are_shown_and_not_told()
    {
        Tell(Orders);
        _bench.Loop.Advance(TimeSpan.FromMilliseconds(301));
        Assert.Null(Assert.Single(_told).Cause);

        Diagnose();

        Assert.Single(_told);
        Assert.Equal("stock (90%): process.cpu.time rose from 0.1 to 0.9", Assert.Single(_late).Cause);
    }

    [Fact]
    public void The_end_is_told_after_the_beginning_however_soon_it_comes()
    {
        Tell(Orders);
        Tell(Orders, AlertKind.Ended);
        Diagnose();

        Assert.Equal([AlertKind.Raised, AlertKind.Ended], _told.Select(static one => one.Kind));
    }

    [Fact]
    public void In_a_storm_few_are_asked_about_and_the_others_told_at_once()
    {
        for (int i = 0; i < 100; i++)
            Tell(new ComponentName($"c{i}"));

        Assert.Equal((4, 96), (_offLoop.Count, _told.Count));
        Diagnose();
        Assert.Equal(100, _told.Count);
    }

    [Fact]
    public void A_diagnosis_that_fails_or_nobody_who_knows_leaves_the_alert_as_it_is()
    {
        Tell(new ComponentName("unknown"));
        Diagnose();
        new AlertCauses(_bench.Loop, diagnostician: null).Tell(AlertOf(Orders, AlertKind.Raised), Seen(Orders), _told.Add);

        Assert.Equal([null, null], _told.Select(static one => one.Cause));
    }

    private static HealthTransition Seen(ComponentName component) => new(component, HealthState.Healthy, HealthState.Failed, "it is dead", default);

    private Alert AlertOf(ComponentName component, AlertKind kind) => new(kind, component, HealthState.Failed, "", "it is dead", _bench.Loop.Time.GetUtcNow());

    private void Tell(ComponentName component, AlertKind kind = AlertKind.Raised) => _causes.Tell(AlertOf(component, kind), Seen(component), _told.Add, _late.Add);

    private void Diagnose()
    {
        foreach (Action work in _offLoop)
            work();
        _bench.Loop.RunUntilIdle();
    }

    private sealed class Knowing : IDiagnostician
    {
        public TimeSpan Settle => TimeSpan.FromSeconds(2);

        public LiveDiagnosis Diagnose(DiagnosisQuestion question)
        {
            if (question.Component?.Value == "unknown")
                throw new InvalidOperationException("the store is closed");
            Assert.Equal("it is dead", question.Seen);
            Suspect[] suspects = [.. Names.Select(static name => new Suspect(name, null, 1, 0.9, ["process.cpu.time rose from 0.1 to 0.9"]))];
            return new LiveDiagnosis(new Diagnosis(suspects, ""), new TimeWindow(default, default), 1, 1, TimeSpan.Zero);
        }
    }
}
