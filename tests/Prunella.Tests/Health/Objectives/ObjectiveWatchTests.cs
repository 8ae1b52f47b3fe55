using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Tests.Health.Objectives;

public sealed class ObjectiveWatchTests
{
    private static ServiceObjective Availability(double target = 0.999, int days = 30) =>
        ServiceObjective.Availability("checkout", target) with { Window = TimeSpan.FromDays(days) };

    [Fact]
    public void A_full_outage_is_critical_once_a_fiftieth_of_the_budget_is_gone()
    {
        using var bench = new ObjectiveBench(Availability());
        bench.Seconds(600, () => bench.Requests(10, 0));
        Assert.Equal(HealthState.Healthy, bench.StateOf("checkout"));

        // 14.4 × 0.1 % of an hour.
        int? after = bench.Until("checkout", HealthState.Critical, 120, () => bench.Requests(0, 10));

        Assert.InRange(after!.Value, 50, 56);
        Assert.Equal(HealthState.Critical, bench.StateOf("checkout"));
        ObjectiveChanged fact = Assert.Single(bench.Health.Journal.All<ObjectiveChanged>());
        Assert.Equal(("checkout", HealthState.Healthy, HealthState.Critical), (fact.Objective, fact.From, fact.To));
        Assert.Contains("times too fast", fact.Reason, StringComparison.Ordinal);
        Assert.Equal(0.98, fact.BudgetLeft, 2);
    }

    [Fact]
    public void An_outage_right_after_the_start_is_judged_as_one_after_a_good_time()
    {
        using var bench = new ObjectiveBench(Availability());
        Assert.InRange(bench.Until("checkout", HealthState.Critical, 120, () => bench.Requests(0, 10))!.Value, 50, 56);
    }

    [Fact]
    public void What_the_target_allows_is_no_trouble()
    {
        using var bench = new ObjectiveBench(Availability(0.99));
        int second = 0;
        Assert.Null(bench.Until("checkout", HealthState.Critical, 1200, () => bench.Requests(10, ++second % 20 == 0 ? 1 : 0)));
        Assert.Equal(HealthState.Healthy, bench.StateOf("checkout"));
    }

    [Fact]
    public void A_few_failures_at_night_wake_nobody()
    {
        using var bench = new ObjectiveBench(Availability());
        bench.Seconds(120);
        bench.Requests(0, 4);
        Assert.Null(bench.Until("checkout", HealthState.Critical, 300));
    }

    [Fact]
    public void It_is_over_soon_after_the_last_failure()
    {
        using var bench = new ObjectiveBench(Availability(days: 1)); // windows of 10 s and 2 min, 1 and 12 min, 12 min and 2.4 h
        bench.Seconds(200, () => bench.Requests(10, 0));
        Assert.NotNull(bench.Until("checkout", HealthState.Critical, 30, () => bench.Requests(0, 10)));
        bench.Seconds(10, () => bench.Requests(0, 10));
        int? over = bench.Until("checkout", HealthState.Degraded, 120, () => bench.Requests(10, 0));
        Assert.InRange(over!.Value, 5, 80);
    }

    [Fact]
    public void A_slow_burn_degrades_and_alarms_nobody()
    {
        using var bench = new ObjectiveBench(Availability(days: 1));
        int second = 0;
        int? after = bench.Until("checkout", HealthState.Degraded, 12_000, () => bench.Requests(99, ++second % 4 == 0 ? 1 : 0));
        Assert.NotNull(after);
        Assert.DoesNotContain(bench.Health.Journal.All<ObjectiveChanged>(), static fact => fact.To == HealthState.Critical);
    }

    [Fact]
    public void Answers_above_the_limit_are_bad_and_none_is_counted_twice()
    {
        using var bench = new ObjectiveBench(ServiceObjective.Latency("fast", TimeSpan.FromMilliseconds(300), 0.99));
        bench.Seconds(150, () =>
        {
            bench.Requests(7, 2, 0.1);
            bench.Requests(1, 0, 0.9);
        });
        bench.Seconds(6);
        Assert.Equal((150 * 9, 150), (bench["fast"].Good, bench["fast"].Bad));
    }

    [Fact]
    public void The_time_of_a_component_counts_to_the_millisecond()
    {
        using var bench = new ObjectiveBench(ServiceObjective.Uptime("db", "db", 0.99));
        bench.Seconds(10);
        Assert.Equal(0, bench["db"].Good);
        bench.Health.Register("db");
        bench.Health.Prove("db", HealthState.Healthy);
        bench.Seconds(100);
        bench.Health.Prove("db", HealthState.Failed);
        bench.Seconds(20);
        bench.Health.Prove("db", HealthState.Degraded);
        bench.Seconds(31); // the picture is drawn anew every fifth
        Assert.Equal((131_000, 20_000), (bench["db"].Good, bench["db"].Bad));
    }

    [Fact]
    public void The_trouble_of_an_objective_is_the_symptom_of_the_component_that_failed()
    {
        using var bench = new ObjectiveBench(ServiceObjective.Uptime("db", "db", 0.999));
        bench.Health.Register("db");
        bench.Health.Prove("db", HealthState.Healthy);
        bench.Seconds(10);
        bench.Health.Prove("db", HealthState.Failed);
        bench.Seconds(100);
        Assert.Equal(HealthState.Critical, bench["db"].State);
        Assert.Equal(new ComponentName("db"), bench.Health["slo/db"].SymptomOf);
    }

    [Fact]
    public void What_the_code_records_counts()
    {
        using var bench = new ObjectiveBench(new ServiceObjective { Name = "jobs", Kind = ObjectiveKind.Recorded, Target = 0.9 });
        bench.Watch.Record("jobs", 90, 10);
        bench.Watch.Record("unknown", 1, 1);
        bench.Watch.Record("jobs", -5, -5);
        bench.Seconds(6);
        Assert.Equal((90, 10), (bench["jobs"].Good, bench["jobs"].Bad));
    }

    [Fact]
    public void Points_above_the_limit_are_bad()
    {
        using var bench = new ObjectiveBench(new ServiceObjective
        {
            Name = "tail", Kind = ObjectiveKind.Points, Series = "http.server.request.duration:p99", AtMost = 0.3, Target = 0.9,
            Tags = { ["http.response.status_code"] = "2*" },
        });
        bench.Seconds(10, () => bench.Requests(1, 1, 0.1));
        bench.Seconds(5, () => bench.Requests(1, 0, 0.5));
        bench.Seconds(6);
        Assert.Equal((10, 5), (bench["tail"].Good, bench["tail"].Bad));
    }

    [Fact]
    public void Without_events_nothing_is_said()
    {
        using var bench = new ObjectiveBench(Availability());
        bench.Seconds(20);
        Assert.Equal((0, 1.0), (bench["checkout"].Good + bench["checkout"].Bad, bench["checkout"].BudgetLeft));
        Assert.Null(bench.Health["slo/checkout"].Own);
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        string? message = new ObjectiveOptionsValidator().Validate(null, new ObjectiveOptions
        {
            Of =
            {
                new ServiceObjective { Name = "No Name", Target = 1, Window = TimeSpan.FromHours(1), LeastBad = 0, Bad = { "outcome" }, Series = "" },
                new ServiceObjective { Name = "a", Kind = ObjectiveKind.Health },
                new ServiceObjective { Name = "a", Kind = ObjectiveKind.Points, Component = "No" },
            },
        }).FailureMessage;
        foreach (string key in new[] { "0:Name", "0:Target", "0:Window", "0:LeastBad", "0:Bad", "0:Series", "1:Component", "2:AtMost", "2:Component", "'a' is there twice" })
            Assert.Contains(key, message, StringComparison.Ordinal);
    }
}
