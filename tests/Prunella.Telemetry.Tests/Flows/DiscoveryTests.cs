using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Flows;

namespace Prunella.Telemetry.Tests.Flows;

public sealed class DiscoveryTests
{
    private static readonly string[] Letters = ["a", "b", "c", "d", "e"];

    [Theory]
    [InlineData("abc abc", "(a → b → c)")]
    [InlineData("ab ac", "(a → (b | c))")]
    [InlineData("abcd acbd", "(a → (b + c) → d)")]
    [InlineData("ab a", "(a → (nothing | b))")]
    [InlineData("a aba ababa", "(a ↺ b)")]
    [InlineData("abd acd abcd", "(a → (nothing | b) → (nothing | c) → d)")]
    public void A_flow_of_blocks_is_discovered(string cases, string flow) =>
        Assert.Equal(flow, new InductiveMiner(0).Discover(Log(cases.Split(' '))).ToString());

    [Fact]
    public void Without_noise_every_case_fits_the_flow_that_was_discovered() => Prop.ForAll(
        Gen.Elements(Letters).ListOf().ListOf().ToArbitrary(),
        static cases =>
        {
            EventLog log = EventLog.Of(cases.Select(static steps => steps.Take(12).ToArray()));
            var aligner = new FlowAligner(new InductiveMiner(0).Discover(log).ToNet());
            Assert.All(cases, steps => Assert.Equal(1, aligner.Align([.. steps.Take(12)]).Fitness));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_rare_is_left_out_where_noise_is_allowed()
    {
        EventLog log = Log([.. Enumerable.Repeat("abcd", 50), .. Enumerable.Repeat("acbd", 50), "adcb"]);

        Assert.Equal("(a → (b + c) → d)", new InductiveMiner().Discover(log).ToString());
    }

    [Fact]
    public void Noise_lies_between_0_and_1() => Assert.Throws<ArgumentOutOfRangeException>(static () => new InductiveMiner(1.5));

    private static EventLog Log(string[] cases) => EventLog.Of(cases.Select(static steps => steps.Select(static step => step.ToString()).ToArray()));
}
