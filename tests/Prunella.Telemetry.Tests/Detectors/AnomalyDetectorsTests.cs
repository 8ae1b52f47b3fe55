using System.Collections.Immutable;
using System.Text;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Tests.Detectors;

public sealed class AnomalyDetectorsTests
{
    [Fact]
    public void Each_of_the_seven_classes_is_found_and_nothing_else_is_told()
    {
        DetectorScore score = DetectorScore.Of(Enumerable.Range(1, 6));

        foreach (FindingClass kind in Enum.GetValues<FindingClass>())
        {
            Assert.True(score.Recall(kind) >= 0.95, $"{score.Table()}\n{score.Wrong}");
            Assert.True(score.Precision(kind) >= 0.95, $"{score.Table()}\n{score.Wrong}");
        }
    }

    [Fact]
    public void A_finding_has_what_a_reader_needs()
    {
        SimulatedShop.Change change = SimulatedShop.Changes[0];
        Finding finding = new AnomalyDetectors().Detect(SimulatedShop.Input(3, change)).First(one => one.Class == FindingClass.Performance);

        Assert.NotEmpty(finding.Title);
        Assert.NotEmpty(finding.Explanation);
        Assert.NotEmpty(finding.Confirmation);
        Assert.Contains(finding.Evidence, static one => one is NumberEvidence);
        Assert.Contains(finding.Evidence, static one => one is SpanEvidence);
        Assert.InRange(finding.Confidence, 0.99, 1);
        Assert.Equal(16, finding.Id.Length);
    }

    [Fact]
    public void The_same_input_gives_the_same_answer()
    {
        DetectorInput input = SimulatedShop.Input(5, SimulatedShop.Changes[3]);

        Assert.Equal(new AnomalyDetectors().Detect(input).Select(static one => one.Id), new AnomalyDetectors().Detect(input).Select(static one => one.Id));
    }

    [Fact]
    public void Without_a_baseline_only_what_was_declared_is_compared()
    {
        DetectorInput input = SimulatedShop.Input(3, SimulatedShop.Changes[6]) with { Baseline = null };

        ImmutableArray<Finding> found = new AnomalyDetectors().Detect(input);
        Assert.All(found, static one => Assert.Contains(one.Class, (FindingClass[])[FindingClass.Documentation, FindingClass.Coverage, FindingClass.State]));
        Assert.Contains(found, static one => one.Class == FindingClass.Documentation);
    }

    [Fact]
    public void Two_empty_periods_tell_nothing()
    {
        PeriodProfile empty = new ProfileBuilder().Build();

        Assert.Empty(new AnomalyDetectors().Detect(new DetectorInput(empty, empty, Declarations.None)));
    }

    [Fact]
    public void OpenAPI_gives_the_declared_routes()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"openapi":"3.0.0","paths":{"/orders/{id}":{"get":{},"delete":{},"parameters":[]},"/orders":{"post":{}}}}""");

        Assert.Equal([RouteKey.Of("get", "/Orders/{orderId}/"), RouteKey.Of("DELETE", "/orders/{x}"), RouteKey.Of("POST", "orders")], OpenApiReader.ReadRoutes(json).AsEnumerable());
        Assert.Throws<InvalidDataException>(() => OpenApiReader.ReadRoutes(Encoding.UTF8.GetBytes("[]")));
    }
}
