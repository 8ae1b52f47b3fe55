using FsCheck;
using FsCheck.Fluent;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using static Prunella.Kernel.HealthState;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class HealthMonitorTests
{
    private readonly HealthBench _bench = new();

    [Fact]
    public void A_component_that_nobody_observed_raises_no_alarm_and_is_no_good_news()
    {
        _bench.Register("db");

        Assert.Null(_bench["db"].Own);
        Assert.Equal(Degraded, _bench["db"].State);
        Assert.Equal("not yet observed", _bench["db"].Reason);
        Assert.Equal(Degraded, _bench.Monitor.Current.State);
        Assert.Empty(_bench.News);
    }

    [Fact]
    public void Its_first_state_is_told_and_noted_whichever_it_is()
    {
        _bench.Register("db");
        _bench.Register("cache");

        _bench.Report("db", Healthy);
        _bench.Prove("cache", Degraded);

        Assert.Equal([(Degraded, Healthy), (Degraded, Degraded)], _bench.News.Select(static news => (news.From, news.To)));
        Assert.Equal(2, _bench.Journal.All<HealthChanged>().Count());
        Assert.Equal(_bench.News.Take(1), _bench["db"].History);
    }

    [Fact]
    public void A_proof_acts_before_the_call_returns_if_made_on_the_loop()
    {
        _bench.Register("orders");
        _bench.Loop.Post(() =>
        {
            _bench.Monitor.Report(Name("orders"), "exit", new HealthReading(Failed, "killed by signal 9") { Conclusive = true, Evidence = ["core dumped"] });
            Assert.Equal(Failed, _bench["orders"].State);
            HealthTransition news = Assert.Single(_bench.News);
            Assert.Equal("killed by signal 9", news.Reason);
            Assert.Equal(["core dumped"], news.Evidence);
        });
        _bench.Loop.RunUntilIdle();

        _bench.Prove("orders", Healthy);

        Assert.Equal(Healthy, _bench["orders"].State);
    }

    [Fact]
    public void A_handler_sees_in_the_picture_what_it_is_told()
    {
        var seen = new List<bool>();
        _ = _bench.Monitor.OnTransition(news => seen.Add(_bench.Monitor.Current.Components[news.Component].State == news.To));
        _bench.Register("db");
        _bench.Register("orders", requires: ["db"]);

        _bench.Prove("db", Failed);

        Assert.Equal([true, true], seen);
    }

    [Fact]
    public void A_handler_that_reports_is_heard_at_once_and_the_order_is_kept_for_all()
    {
        var order = new List<string>();
        _ = _bench.Monitor.OnTransition(news =>
        {
            if (news.To != Failed)
                return;
            _bench.Monitor.Report(Name("db"), "exit", new HealthReading(Healthy, "replaced") { Conclusive = true });
            Assert.Equal(Healthy, _bench["db"].State);
        });
        _ = _bench.Monitor.OnTransition(news => order.Add($"{news.Component} {news.To}"));
        _bench.Register("db");
        _bench.Register("orders", requires: ["db"]);
        _bench.Report("orders", Healthy);
        order.Clear();

        _bench.Prove("db", Failed);

        Assert.Equal(["db Failed", "orders Critical", "db Healthy", "orders Healthy"], order);
    }

    [Fact]
    public void A_handler_that_throws_harms_nobody_and_is_noted()
    {
        var told = new List<HealthTransition>();
        _ = _bench.Monitor.OnTransition(static _ => throw new InvalidOperationException("mine"));
        _ = _bench.Monitor.OnTransition(told.Add);
        _bench.Register("db");

        _bench.Prove("db", Failed);

        Assert.Single(told);
        Assert.Contains("mine", Assert.Single(_bench.Journal.All<InternalFault>()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ended_subscription_hears_no_more()
    {
        var told = new List<HealthTransition>();
        IDisposable subscription = _bench.Monitor.OnTransition(told.Add);
        _bench.Register("db");
        subscription.Dispose();

        _bench.Prove("db", Failed);

        Assert.Empty(told);
    }

    [Fact]
    public void A_bad_reading_that_is_no_proof_counts_once_it_repeats_and_so_does_a_good_one()
    {
        _bench.Register("db");
        _bench.Report("db", Healthy);

        _bench.Report("db", Failed);
        Assert.Equal(Healthy, _bench["db"].State);
        _bench.Report("db", Failed);
        Assert.Equal(Failed, _bench["db"].State);
        _bench.Report("db", Healthy);
        Assert.Equal(Failed, _bench["db"].State);
        _bench.Report("db", Healthy);
        Assert.Equal(Healthy, _bench["db"].State);
    }

    [Fact]
    public void One_bad_reading_between_good_ones_never_counts()
    {
        _bench.Register("db");
        foreach (HealthState state in Enumerable.Repeat(new[] { Healthy, Failed }, 50).SelectMany(static pair => pair))
            _bench.Report("db", state);

        Assert.Equal(Healthy, Assert.Single(_bench.News).To);
    }

    [Fact]
    public void One_outlier_in_a_row_of_mild_readings_does_not_count_alone()
    {
        _bench.Register("db");
        _bench.Report("db", Healthy);

        _bench.Report("db", Failed);
        _bench.Report("db", Degraded);

        Assert.Equal(Degraded, _bench["db"].State);
    }

    [Fact]
    public void The_worst_source_decides()
    {
        _bench.Register("db");
        _bench.Prove("db", Critical, "heartbeat");
        _bench.Prove("db", Healthy, "exit");
        Assert.Equal("heartbeat saw Critical", _bench["db"].Reason);

        _bench.Prove("db", Failed, "exit");

        Assert.Equal((Failed, "exit saw Failed"), (_bench["db"].State, _bench["db"].Reason));
    }

    [Fact]
    public void One_that_changes_too_often_is_held_at_its_worst_until_it_is_quiet()
    {
        var bench = new HealthBench(new HealthOptions { DownAfter = 1, UpAfter = 1 });
        bench.Register("db");
        for (int i = 0; i < 20; i++)
        {
            bench.Report("db", i % 2 == 0 ? Healthy : Critical);
            bench.Loop.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(Critical, bench["db"].State);
        Assert.Equal(8, bench.News.Count); // the first state, six changes, and the seventh that is held
        bench.Report("db", Healthy);
        Assert.Contains("flapping", bench["db"].Reason, StringComparison.Ordinal);

        bench.Loop.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(Critical, bench["db"].State);
        bench.Loop.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Healthy, bench["db"].State);
    }

    [Fact]
    public void Proofs_are_never_held_back()
    {
        _bench.Register("orders");
        for (int i = 0; i < 40; i++)
            _bench.Prove("orders", i % 2 == 0 ? Failed : Healthy);

        Assert.Equal(40, _bench.News.Count);
        Assert.Equal(Healthy, _bench["orders"].State);
    }

    [Fact]
    public void Slow_changes_are_not_flapping()
    {
        var bench = new HealthBench(new HealthOptions { DownAfter = 1, UpAfter = 1 });
        bench.Register("db");
        for (int i = 0; i < 30; i++)
        {
            bench.Report("db", i % 2 == 0 ? Healthy : Critical);
            bench.Loop.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.Equal(30, bench.News.Count);
    }

    [Fact]
    public void One_described_anew_keeps_its_state_and_follows_its_new_arrows()
    {
        _bench.Register("db");
        _bench.Register("orders");
        _bench.Prove("orders", Healthy);
        _bench.Prove("db", Failed);

        _bench.Register("orders", requires: ["db"]);

        Assert.Equal((Healthy, Critical, Name("db")), (_bench["orders"].Own!.Value, _bench["orders"].State, _bench["orders"].SymptomOf!.Value));
        _bench.Register("orders");
        Assert.Equal((Healthy, (ComponentName?)null), (_bench["orders"].State, _bench["orders"].SymptomOf));
        Assert.Equal(4, _bench.Journal.All<ComponentRegistered>().Count());
    }

    [Fact]
    public void One_described_anew_in_the_same_way_is_not_noted_again()
    {
        _bench.Register("orders", requires: ["db"]);
        _bench.Register("orders", requires: ["db"]);

        Assert.Single(_bench.Journal.All<ComponentRegistered>());
    }

    [Fact]
    public void A_dependency_may_come_later_than_those_that_require_it()
    {
        _bench.Register("orders", requires: ["db"]);
        _bench.Prove("orders", Healthy);
        _bench.Register("db");

        _bench.Prove("db", Failed);

        Assert.Equal((Critical, Name("db")), (_bench["orders"].State, _bench["orders"].SymptomOf!.Value));
    }

    [Fact]
    public void One_whose_failed_root_is_taken_out_is_judged_by_itself()
    {
        _bench.Register("db");
        _bench.Register("orders", requires: ["db"]);
        _bench.Prove("orders", Failed);
        _bench.Prove("db", Failed);
        Assert.Equal(Name("db"), _bench["orders"].SymptomOf);

        _bench.Monitor.Remove(Name("db"), "scaled in");
        _bench.Loop.RunUntilIdle();

        Assert.DoesNotContain(Name("db"), _bench.Monitor.Current.Components.Keys);
        Assert.Equal((Failed, (ComponentName?)null), (_bench["orders"].State, _bench["orders"].SymptomOf));
        Assert.Equal(Failed, _bench.News[^1].To);
        Assert.Equal("scaled in", Assert.Single(_bench.Journal.All<ComponentRemoved>()).Reason);
    }

    [Fact]
    public void Strangers_are_ignored()
    {
        _bench.Prove("ghost", Failed);
        _bench.Monitor.Remove(Name("ghost"), "never was");
        _bench.Loop.RunUntilIdle();

        Assert.Empty(_bench.Monitor.Current.Components);
        Assert.Empty(_bench.Journal.All<JournalEvent>());
    }

    [Fact]
    public void Descriptions_that_can_not_be_right_are_refused_to_their_author()
    {
        var probe = new ProbeSchedule("http", new ManualProbe());

        Assert.Throws<ArgumentException>(() => _bench.Monitor.Register(Describe("a", requires: ["a"])));
        Assert.Throws<ArgumentException>(() => _bench.Monitor.Register(Describe("a", uses: ["a"])));
        Assert.Throws<ArgumentException>(() => _bench.Monitor.Register(Describe("a") with { Probes = [probe, probe] }));
        Assert.Throws<ArgumentException>(() => _bench.Monitor.Register(Describe("a") with { Probes = [probe with { Period = TimeSpan.FromMilliseconds(49) }] }));
        Assert.Throws<ArgumentException>(() => _bench.Monitor.Register(Describe("a") with { Probes = [probe with { Timeout = TimeSpan.Zero }] }));
        Assert.Throws<ArgumentException>(() => _bench.Monitor.Register(Describe("a") with { Probes = [probe with { Jitter = double.NaN }] }));
    }

    [Fact]
    public void Sources_components_history_and_words_are_bounded()
    {
        var bench = new HealthBench(new HealthOptions { MaxComponents = 1 });
        bench.Register("db");
        bench.Register("one-too-many");
        for (int i = 0; i < 200; i++)
            bench.Prove("db", i % 2 == 0 ? Failed : Healthy, "source0");
        for (int i = 0; i < 64; i++)
            bench.Prove("db", Healthy, $"source{i}");
        bench.Prove("db", Failed, "source64");
        Assert.Equal(Healthy, bench["db"].State);
        bench.Monitor.Report(Name("db"), "source0", new HealthReading((HealthState)99, new string('x', 9_999) + "\n")
        {
            Conclusive = true,
            Evidence = [.. Enumerable.Repeat(new string('y', 9_999), 99)],
        });
        bench.Loop.RunUntilIdle();

        Assert.Single(bench.Monitor.Current.Components);
        Assert.Equal(64, bench["db"].History.Count);
        Assert.Equal(Failed, bench["db"].State);
        Assert.Equal(512, bench["db"].Reason.Length);
        Assert.True(bench["db"].History[^1].Evidence.Count <= 64);
    }

    [Fact]
    public void The_failure_of_a_root_of_999_is_told_first_and_traced_in_each()
    {
        _bench.Register("db");
        for (int i = 1; i < 1000; i++)
            _bench.Monitor.Register(Describe($"c{i}", requires: [i < 500 ? "db" : $"c{i - 499}"]));
        _bench.Loop.RunUntilIdle();
        foreach (ComponentName name in _bench.Monitor.Current.Components.Keys)
            _bench.Prove(name.Value, Healthy);
        _bench.News.Clear();

        _bench.Prove("db", Failed);

        Assert.Equal(1000, _bench.News.Count);
        Assert.Equal((Name("db"), Failed, (ComponentName?)null), (_bench.News[0].Component, _bench.News[0].To, _bench.News[0].SymptomOf));
        Assert.All(_bench.News.Skip(1), static news => Assert.Equal((Critical, Name("db")), (news.To, news.SymptomOf!.Value)));
        Assert.Equal(Failed, _bench.Monitor.Current.State); // nothing works

        _bench.News.Clear();
        _bench.Prove("db", Healthy);
        Assert.Equal(1000, _bench.News.Count);
        Assert.All(_bench.News, static news => Assert.Equal(Healthy, news.To));
        Assert.Equal(Healthy, _bench.Monitor.Current.State);
    }

    [Fact]
    public void What_the_monitor_shows_is_the_roll_up_of_what_was_reported_in_whichever_order_things_came() =>
        Prop.ForAll(GraphGen.Systems.ToArbitrary(), ArbMap.Default.ArbFor<int>(), static (system, seed) =>
        {
            var bench = new HealthBench();
            var random = new Random(seed);
            ComponentDescription[] order = [.. system.Components];
            random.Shuffle(order);
            foreach (ComponentDescription component in order)
            {
                bench.Monitor.Register(component);
                if (random.Next(2) == 0)
                    bench.Loop.RunUntilIdle();
                if (system.OwnOf(component.Name) is { } own)
                    bench.Prove(component.Name.Value, own);
            }

            bench.Loop.RunUntilIdle();
            foreach ((ComponentName name, RolledUp expected) in system.RollUp())
            {
                ComponentHealth shown = bench.Monitor.Current.Components[name];
                Assert.Equal(expected, new RolledUp(shown is { Own: null, SymptomOf: null } ? null : shown.State, shown.SymptomOf));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(Failed, Healthy, Critical)]
    [InlineData(Failed, Failed, Failed)]
    [InlineData(Failed, Critical, Failed)]
    [InlineData(Critical, Healthy, Critical)]
    [InlineData(Degraded, Healthy, Degraded)]
    [InlineData(Healthy, Healthy, Healthy)]
    public void The_whole_has_failed_only_where_nothing_works(HealthState one, HealthState other, HealthState whole)
    {
        _bench.Register("a");
        _bench.Register("b");
        _bench.Register("never-observed");
        _bench.Prove("a", one);
        _bench.Prove("b", other);

        Assert.Equal(whole, _bench.Monitor.Current.State);
    }

    [Fact]
    public void One_lost_replica_of_two_degrades_the_whole_and_both_lost_fail_it()
    {
        foreach (string name in (string[])["orders#1", "orders#2"])
            _bench.Monitor.Register(Describe(name) with { Group = Name("orders") });
        _bench.Prove("orders#1", Healthy);
        _bench.Prove("orders#2", Failed);
        Assert.Equal(Degraded, _bench.Monitor.Current.State);

        _bench.Prove("orders#1", Failed);

        Assert.Equal(Failed, _bench.Monitor.Current.State);
        Assert.Equal([(Degraded, Healthy), (Healthy, Degraded), (Degraded, Failed)], _bench.Journal.All<SystemHealthChanged>().Select(static change => (change.From, change.To)));
    }

    [Fact]
    public void After_its_end_it_is_silent()
    {
        _bench.Register("db");
        _bench.Monitor.Dispose();

        _bench.Prove("db", Failed);

        Assert.Empty(_bench.News);
    }
}
