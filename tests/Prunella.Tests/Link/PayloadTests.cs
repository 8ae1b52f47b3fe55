using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Link;

namespace Prunella.Tests.Link;

public sealed class PayloadTests
{
    [Fact]
    public void Beats_and_counts_come_back_as_they_were() => Prop.ForAll<long, byte>((number, flags) =>
    {
        long micros = (number & long.MaxValue) % 1_000_000_000_000;
        var beat = new BeatPayload(TimeSpan.FromMicroseconds(micros), (BeatFlags)flags);
        byte[] bytes = new byte[BeatPayload.Size];
        beat.Write(bytes);
        var lost = new LostPayload(micros + 1);
        byte[] count = new byte[LostPayload.Size];
        lost.Write(count);
        return BeatPayload.Parse(bytes) == beat && LostPayload.Parse(count) == lost;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hello_is_the_JSON_that_the_architecture_promises()
    {
        var hello = new Hello(LinkRole.Process, 42, "1.2", new ComponentName("orders#2"));

        Assert.Equal("""{"role":"process","pid":42,"version":"1.2","component":"orders#2"}""", Encoding.UTF8.GetString(hello.ToBytes()));
        Assert.Equal(hello, Hello.Parse(hello.ToBytes()));
        Assert.Equal(LinkRole.Operator, Hello.Parse(new Hello(LinkRole.Operator, 1, "1").ToBytes()).Role);
    }

    [Theory]
    [InlineData("""{"role":"process","pid":42,"version":"1"}""")]
    [InlineData("""{"role":"king","pid":42,"version":"1","component":"a"}""")]
    [InlineData("""{"role":7,"pid":42,"version":"1","component":"a"}""")]
    [InlineData("""{"role":"process","pid":0,"version":"1","component":"a"}""")]
    [InlineData("""{"role":"process","pid":42,"version":null,"component":"a"}""")]
    [InlineData("""{"role":"process","pid":42,"version":"1","component":7}""")]
    [InlineData("""{"role":"process","pid":42,"version":"1","component":"NO NAME"}""")]
    [InlineData("""{}""")]
    [InlineData("""null""")]
    [InlineData("""[1]""")]
    [InlineData("")]
    public void A_hello_that_says_too_little_is_malformed(string json) =>
        Assert.Equal(FrameFault.Malformed, Assert.Throws<FrameException>(() => Hello.Parse(Encoding.UTF8.GetBytes(json))).Fault);

    [Fact]
    public void A_fact_comes_back_as_it_was()
    {
        var sent = new EventPayload(DateTimeOffset.UnixEpoch.AddDays(1), "orders#1", new HealthChanged
        {
            Component = new ComponentName("orders/db"),
            From = HealthState.Healthy,
            To = HealthState.Failed,
            Reason = "refused",
        });

        Assert.Equal(sent, EventPayload.Parse(sent.ToBytes()));
    }

    [Theory]
    [InlineData("""{"time":"2026-01-01T00:00:00Z","source":"a","event":{"kind":"invented-later","x":1}}""", FrameFault.UnknownEvent)]
    [InlineData("""{"time":"2026-01-01T00:00:00Z","source":"a","event":{"x":1}}""", FrameFault.Malformed)]
    [InlineData("""{"time":"2026-01-01T00:00:00Z","source":"a","event":{"kind":"health-changed"}}""", FrameFault.Malformed)]
    [InlineData("""{"time":"2026-01-01T00:00:00Z","source":"a","event":null}""", FrameFault.Malformed)]
    [InlineData("""{"time":"yesterday","source":"a","event":{"kind":"invented-later"}}""", FrameFault.UnknownEvent)]
    [InlineData("""{"time":"2026-01-01T00:00:00Z","event":[]}""", FrameFault.Malformed)]
    public void A_kind_of_a_newer_peer_is_told_from_a_malformed_fact(string json, FrameFault expected) =>
        Assert.Equal(expected, Assert.Throws<FrameException>(() => EventPayload.Parse(Encoding.UTF8.GetBytes(json))).Fault);

    [Fact]
    public void Health_comes_back_as_it_was()
    {
        var sent = new HealthPayload(new ComponentName("db"), HealthState.Degraded, "slow", [new ComponentName("disk")], []);
        HealthPayload read = HealthPayload.Parse(sent.ToBytes());

        Assert.Equal((sent.Component, sent.State, sent.Reason), (read.Component, read.State, read.Reason));
        Assert.Equal(sent.Requires, read.Requires);
        Assert.Empty(read.Uses);
        byte[] undefined = Encoding.UTF8.GetBytes("""{"component":"db","state":9,"reason":"","requires":[],"uses":[]}""");
        Assert.Equal(FrameFault.Malformed, Assert.Throws<FrameException>(() => HealthPayload.Parse(undefined)).Fault);
    }

    [Fact]
    public void A_removal_comes_back_as_it_was_and_names_a_component()
    {
        Assert.Equal(new RemovedPayload(new ComponentName("db")), RemovedPayload.Parse(new RemovedPayload(new ComponentName("db")).ToBytes()));
        Assert.Equal(FrameFault.Malformed, Assert.Throws<FrameException>(() => RemovedPayload.Parse("{}"u8)).Fault);
    }

    [Fact]
    public void An_end_may_leave_the_error_out()
    {
        Assert.Equal(new EndPayload(0), EndPayload.Parse(new EndPayload(0).ToBytes()));
        Assert.Equal(new EndPayload(3, "no such component"), EndPayload.Parse("""{"exit":3,"error":"no such component"}"""u8));
        Assert.Equal(new EndPayload(0), EndPayload.Parse("""{"exit":0,"error":null}"""u8));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_pool_beat_of_an_impossible_age_is_malformed(long age) =>
        Assert.Equal(FrameFault.Malformed, Assert.Throws<FrameException>(() => BeatPayload.Parse([.. BitConverter.GetBytes(age), 0])).Fault);
}
