using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prunella.Health;
using Prunella.Kernel;
using static Prunella.Tests.Health.HealthBench;

namespace Prunella.Tests.Health;

public sealed class HealthCheckFeedTests
{
    private readonly HealthBench _bench = new(new HealthOptions { DownAfter = 1, UpAfter = 1 });

    [Fact]
    public void Each_check_is_a_component_with_the_state_and_the_words_of_the_check()
    {
        Publish(("Orders DB", HealthStatus.Unhealthy, "refused"), ("cache", HealthStatus.Degraded, "slow"), ("disk", HealthStatus.Healthy, null));

        Assert.Equal((HealthState.Failed, "refused"), (_bench["orders-db"].State, _bench["orders-db"].Reason));
        Assert.Equal(HealthState.Degraded, _bench["cache"].State);
        Assert.Equal(HealthState.Healthy, _bench["disk"].State);
        Publish(("Orders DB", HealthStatus.Healthy, null));
        Assert.Equal(HealthState.Healthy, _bench["orders-db"].State);
    }

    [Fact]
    public async Task What_the_runtime_says_of_itself_does_not_come_back()
    {
        _bench.Register("db");
        _bench.Prove("db", HealthState.Failed);
        HealthCheckResult own = await new RollUpHealthCheck(_bench.Monitor).CheckHealthAsync(new HealthCheckContext());

        await new HealthCheckFeed(_bench.Monitor, _bench.Monitor).PublishAsync(
            new HealthReport(new Dictionary<string, HealthReportEntry> { ["prunella"] = new(own.Status, own.Description, TimeSpan.Zero, null, own.Data) }, TimeSpan.Zero), default);
        _bench.Loop.RunUntilIdle();

        Assert.Equal(["db"], _bench.Monitor.Current.Components.Keys.Select(static name => name.Value));
    }

    [Fact]
    public void A_declared_component_keeps_its_description()
    {
        _bench.Register("orders-db", requires: ["net"]);
        Publish(("orders-db", HealthStatus.Healthy, null));

        Assert.Equal(Name("net"), Assert.Single(_bench["orders-db"].Description.Requires));
    }

    [Theory]
    [InlineData("Orders DB", "orders-db")]
    [InlineData("_private", "private")]
    [InlineData("Größe", "gr--e")]
    [InlineData("---", null)]
    [InlineData("", null)]
    public void Names_of_checks_become_names_of_components(string check, string? component) => Assert.Equal(component, HealthCheckFeed.NameOf(check)?.Value);

    private void Publish(params (string Name, HealthStatus Status, string? Description)[] entries)
    {
        var report = new HealthReport(entries.ToDictionary(
            static entry => entry.Name, static entry => new HealthReportEntry(entry.Status, entry.Description, TimeSpan.Zero, exception: null, data: null)), TimeSpan.Zero);
        _ = new HealthCheckFeed(_bench.Monitor, _bench.Monitor).PublishAsync(report, default);
        _bench.Loop.RunUntilIdle();
    }
}
