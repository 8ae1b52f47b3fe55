using Prunella.Telemetry.Flows;

namespace Prunella.Telemetry.Tests.Flows;

public sealed class FlowCheckerTests
{
    private static readonly FlowDeclaration Order = new("order", new ProcessTree.Sequence(
        [new ProcessTree.Step("received"), new ProcessTree.Step("checked"), new ProcessTree.Step("reserved"), new ProcessTree.Step("stored")]).ToNet());

    [Theory]
    [InlineData("received reserved stored", FlowDeviationKind.LeftOut, "checked", "received")]
    [InlineData("received checked cancelled reserved stored", FlowDeviationKind.Added, "cancelled", "checked")]
    [InlineData("reserved received checked stored", FlowDeviationKind.Moved, "reserved", null)]
    public void The_step_that_deviates_is_named_with_the_place(string course, FlowDeviationKind kind, string step, string? after)
    {
        string[] steps = course.Split(' ');
        FlowCheck check = new FlowChecker(Order).Check(EventLog.Of([["received", "checked", "reserved", "stored"], steps, steps]));

        Assert.Equal((3, 1, 0), (check.Cases, check.Fitting, check.Unchecked));
        FlowDeviation deviation = Assert.Single(check.Deviations);
        Assert.Equal((kind, step, after, 2), (deviation.Kind, deviation.Step, deviation.After, deviation.Cases));
        Assert.Equal(steps, deviation.Course);
    }

    [Fact]
    public void What_no_time_was_left_for_is_counted() =>
        Assert.Equal(1, new FlowChecker(Order) { Budget = TimeSpan.FromTicks(-1) }.Check(EventLog.Of([["received"]])).Unchecked);

    [Fact]
    public void Steps_that_occur_nowhere_are_told() =>
        Assert.Equal(["checked", "stored"], new FlowChecker(Order).Check(EventLog.Of([["received", "reserved"]])).NeverSeen.AsEnumerable());

    [Fact]
    public void An_alignment_that_would_look_at_too_much_is_given_up()
    {
        Assert.Null(new FlowAligner(Order.Net).TryAlign(["stored", "received"], 2));
        Assert.NotNull(new FlowAligner(Order.Net).TryAlign(["stored", "received"], 1000));
    }
}
