using Prunella.Health;
using Prunella.Testing;
using static Prunella.Kernel.HealthState;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class ProbeRunnerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly HealthBench _bench = new();

    [Fact]
    public void It_looks_once_in_each_period()
    {
        ManualProbe probe = _bench.Probe("db");
        _bench.Loop.Advance(10 * Second);

        Assert.Equal(10, probe.Calls);
        Assert.Equal(Healthy, _bench["db"].State);
    }

    [Fact]
    public void Two_bad_looks_in_a_row_count_and_two_good_ones_end_it()
    {
        ManualProbe probe = _bench.Probe("db");
        _bench.Loop.Advance(Second);
        probe.Answer = new HealthReading(Critical, "slow");
        _bench.Loop.Advance(Second);
        Assert.Equal(Healthy, _bench["db"].State);
        _bench.Loop.Advance(Second);
        Assert.Equal(Critical, _bench["db"].State);

        probe.Answer = HealthReading.Healthy("quick");
        _bench.Loop.Advance(2 * Second);
        Assert.Equal(Healthy, _bench["db"].State);
    }

    [Fact]
    public void An_exception_counts_as_failed()
    {
        ManualProbe probe = _bench.Probe("db");
        probe.OnCall = static () => throw new IOException("refused");
        _bench.Loop.Advance(2 * Second);

        Assert.Equal((Failed, "IOException: refused"), (_bench["db"].State, _bench["db"].Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_hangs_fails_by_the_timeout_even_if_deaf_to_its_token(bool deaf)
    {
        ManualProbe probe = _bench.Probe("db");
        (probe.Hangs, probe.Deaf) = (true, deaf);
        _bench.Loop.Advance(3 * Second);

        Assert.Equal(Failed, _bench["db"].State);
    }

    [Fact]
    public void One_that_never_comes_back_is_called_twice_and_no_more()
    {
        ManualProbe probe = _bench.Probe("db");
        (probe.Hangs, probe.Deaf) = (true, true);
        _bench.Loop.Advance(60 * Second);

        Assert.Equal(2, probe.Calls);
        Assert.Contains("have not come back", _bench["db"].Reason, StringComparison.Ordinal);

        probe.Hangs = false;
        probe.Release(Failed);
        _bench.Loop.Advance(3 * Second);
        Assert.Equal(Healthy, _bench["db"].State);
    }

    [Fact]
    public void A_late_answer_counts_for_nothing()
    {
        ManualProbe probe = _bench.Probe("db");
        _bench.Loop.Advance(Second);
        (probe.Hangs, probe.Deaf) = (true, true);
        _bench.Loop.Advance(2.9 * Second);
        Assert.Equal(Failed, _bench["db"].State);

        probe.Release(Healthy);
        _bench.Loop.RunUntilIdle();

        Assert.Equal(Failed, _bench["db"].State);
    }

    [Fact]
    public void Looks_keep_within_the_jitter_and_do_not_beat_together()
    {
        var times = new List<long>[20];
        for (int i = 0; i < times.Length; i++)
        {
            List<long> mine = times[i] = [];
            ManualProbe probe = _bench.Probe($"c{i}", static schedule => schedule with { Jitter = 0.2 });
            probe.OnCall = () => mine.Add(_bench.Loop.Clock.GetTimestamp());
        }

        _bench.Loop.Advance(100 * Second);

        Assert.All(times, static mine => Assert.All(mine.Zip(mine.Skip(1), static (a, b) => TimeSpan.FromTicks(b - a)), static gap =>
            Assert.InRange(gap, TimeSpan.FromMilliseconds(799), TimeSpan.FromMilliseconds(1201))));
        Assert.True(times.Select(static mine => mine[0]).Distinct().Count() > 15);
    }

    [Fact]
    public void One_described_anew_goes_on_where_the_schedule_is_the_same_and_stops_where_it_is_gone()
    {
        ManualProbe probe = _bench.Probe("db");
        _bench.Loop.Advance(1.5 * Second);
        int before = probe.Calls;
        probe.Answer = new HealthReading(Failed, "down");
        _bench.Loop.Advance(2 * Second);
        Assert.Equal(Failed, _bench["db"].State);

        _bench.Monitor.Register(_bench["db"].Description with { Kind = "dependency" });
        _bench.Loop.Advance(2 * Second);
        Assert.Equal(before + 4, probe.Calls);

        _bench.Register("db");
        _bench.Loop.Advance(5 * Second);
        Assert.Equal(before + 4, probe.Calls);
        Assert.Null(_bench["db"].Own);
    }

    [Fact]
    public void A_removed_component_is_looked_at_no_more_and_its_look_is_cancelled()
    {
        ManualProbe probe = _bench.Probe("db");
        probe.Hangs = true;
        _bench.Loop.Advance(Second);
        _bench.Monitor.Remove(Name("db"), "gone");
        _bench.Loop.Advance(10 * Second);

        Assert.True(probe.Calls <= 2);
        Assert.Empty(_bench.News);
    }

    [Fact]
    public void A_replaced_component_is_healthy_at_once_and_looked_at_anew()
    {
        ManualProbe probe = _bench.Probe("orders");
        _bench.Prove("orders", Failed);
        probe.Answer = new HealthReading(Failed, "refused");
        _bench.Loop.Advance(5 * Second);
        int before = probe.Calls;

        probe.Answer = HealthReading.Healthy("answers");
        _bench.Prove("orders", Healthy);

        Assert.Equal(Healthy, _bench["orders"].State);
        Assert.Equal(before + 1, probe.Calls);
    }

    [Fact]
    public void A_replaced_component_that_does_not_answer_fails_again()
    {
        ManualProbe probe = _bench.Probe("orders");
        _bench.Prove("orders", Failed);
        probe.Answer = new HealthReading(Failed, "refused");
        _bench.Prove("orders", Healthy);
        Assert.Equal(Healthy, _bench["orders"].State);

        _bench.Loop.Advance(2 * Second);

        Assert.Equal(Failed, _bench["orders"].State);
    }

    [Fact]
    public void A_component_that_begins_has_its_grace_to_the_first_answer()
    {
        ManualProbe probe = _bench.Probe("orders", static schedule => schedule with { Grace = 5 * Second });
        _bench.Prove("orders", Healthy);
        probe.Hangs = true;
        _bench.Loop.Advance(4 * Second);
        Assert.Equal(1, probe.Calls); // one look that waits

        probe.Hangs = false;
        probe.Release(Healthy);
        Assert.Equal(Healthy, _bench["orders"].State);

        // It has answered: the grace is over.
        probe.Answer = new HealthReading(Failed, "no longer");
        _bench.Loop.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.Equal(Failed, _bench["orders"].State);
    }

    [Fact]
    public void One_that_has_not_answered_by_the_end_of_its_grace_fails()
    {
        ManualProbe probe = _bench.Probe("orders", static schedule => schedule with { Grace = 5 * Second });
        _bench.Prove("orders", Healthy);
        probe.Hangs = true;
        _bench.Loop.Advance(5 * Second);
        Assert.Equal(Healthy, _bench["orders"].State);

        _bench.Loop.Advance(2 * Second);

        Assert.Equal(Failed, _bench["orders"].State);
    }

    [Fact]
    public void Bad_answers_within_the_grace_count_for_nothing_unless_they_are_proof()
    {
        ManualProbe probe = _bench.Probe("orders", static schedule => schedule with { Grace = 60 * Second });
        _bench.Prove("orders", Healthy);
        probe.Answer = new HealthReading(Failed, "answered 503");
        _bench.Loop.Advance(30 * Second);
        Assert.True(probe.Calls > 20);
        Assert.Equal(Healthy, _bench["orders"].State);

        probe.Answer = new HealthReading(Failed, "gone") { Conclusive = true };
        _bench.Loop.Advance(Second);

        Assert.Equal(Failed, _bench["orders"].State);
    }

    [Fact]
    public void A_reading_that_renews_voids_what_other_sources_saw_and_gives_the_grace_again()
    {
        ManualProbe probe = _bench.Probe("orders", static schedule => schedule with { Grace = 5 * Second });
        _bench.Loop.Advance(2 * Second);
        _bench.Prove("orders", Failed, "link");
        probe.Hangs = true;
        _bench.Loop.Advance(TimeSpan.FromSeconds(1.1));
        int before = probe.Calls;

        _bench.Monitor.Report(Name("orders"), "exit", HealthReading.Healthy("a new one") with { Conclusive = true, Renews = true });
        _bench.Loop.RunUntilIdle();

        Assert.Equal(Healthy, _bench["orders"].State);
        Assert.Equal(before + 1, probe.Calls); // the look at the former is given up
        _bench.Loop.Advance(4 * Second);
        Assert.Equal(Healthy, _bench["orders"].State);
    }

    [Fact]
    public async Task A_foreign_probe_that_blocks_its_thread_blocks_the_pool_and_not_the_loop()
    {
        using var release = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        var probe = new DelegateProbe("blocks", _ =>
        {
            entered.Release();
            release.Wait(CancellationToken.None);
            return new ValueTask<HealthReading>(HealthReading.Healthy("late"));
        });
        _bench.Monitor.Register(Describe("db") with { Probes = [new ProbeSchedule("p", probe) { Jitter = 0 }] });

        _bench.Loop.Advance(Second);
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(30)));
        _bench.Loop.Advance(4 * Second);
        release.Set();

        Assert.Equal(Failed, _bench["db"].State);
    }
}
