using System.Text.Json;
using Prunella.Cli.Tests.Agents;
using Prunella.Kernel;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Commands;

public sealed class FindingsCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Findings_are_told_with_what_speaks_for_them()
    {
        await using FakeAgent agent = Answering(Found());

        Assert.Equal(0, await _cli.RunAsync("findings"));

        Assert.Equal("""
            major performance orders: place takes 40 ms of its own, before 6 ms.
              at orders: place (component orders), for 2 min, confidence 98 %
              self time, median: 6 → 40 ms
              Would confirm it: A profile of this operation.

            """, _cli.Out.ToString());
    }

    [Fact]
    public async Task Where_all_is_well_it_says_so()
    {
        await using FakeAgent agent = Answering();

        Assert.Equal(0, await _cli.RunAsync("findings", "--all"));
        Assert.True(Assert.IsType<FindingsRequest>(Assert.Single(agent.Requests)).All);
        Assert.Equal("Nothing is other than usual.\n", _cli.Out.ToString());
    }

    [Fact]
    public async Task The_json_of_findings_can_be_read_back()
    {
        await using FakeAgent agent = Answering(Found());

        Assert.Equal(0, await _cli.RunAsync("findings", "--json"));

        FindingView back = Assert.Single(JsonSerializer.Deserialize(_cli.Out.ToString(), ControlJson.Default.IReadOnlyListFindingView)!);
        Assert.Equal(("0123456789abcdef", "performance", new ComponentName("orders")), (back.Id, back.Class, back.Component));
    }

    private static FindingView Found() => new()
    {
        Id = "0123456789abcdef", Class = "performance", Severity = "major", Confidence = 0.98, Title = "orders: place takes 40 ms of its own, before 6 ms.", Place = "orders: place",
        Component = new ComponentName("orders"), Since = Samples.Now - TimeSpan.FromMinutes(2), Explanation = "Self time.", Confirmation = "A profile of this operation.",
        Evidence = ["self time, median: 6 → 40 ms"],
    };

    private FakeAgent Answering(params FindingView[] findings) => new(_cli.Runtime, "shop") { Answers = _ => [new FindingsReply(findings)] };
}
