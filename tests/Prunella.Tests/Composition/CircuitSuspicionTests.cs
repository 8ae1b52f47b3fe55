using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Resilience;
using Prunella.Testing;
using Prunella.Tests.Health;

namespace Prunella.Tests.Composition;

public sealed class CircuitSuspicionTests : IDisposable
{
    private readonly HealthBench _health = new();
    private readonly SelfHealingEngine _engine;
    private readonly CircuitSuspicion _link;

    public CircuitSuspicionTests()
    {
        _engine = new SelfHealingEngine(new SelfHealingEngineOptions { Time = _health.Loop.Clock });
        _link = new CircuitSuspicion(_health.Loop, _health.Monitor, _engine);
        _ = _link.StartAsync(default);
        _health.Register("ledger");
        _health.Prove("ledger", HealthState.Healthy);
    }

    public void Dispose()
    {
        _ = _link.StopAsync(default);
        _engine.Dispose();
    }

    private async Task<CircuitBreaker> CircuitAsync(string service)
    {
        _ = await _engine.ExecuteAsync(service, static _ => new ValueTask<int>(1));
        return _engine.Circuits.Single(circuit => circuit.Name == service);
    }

    [Fact]
    public async Task A_component_that_is_worse_makes_its_circuits_suspicious_until_it_is_well()
    {
        CircuitBreaker ledger = await CircuitAsync("Ledger"), other = await CircuitAsync("mail");
        _health.Prove("ledger", HealthState.Degraded);
        Assert.Equal((0.5, 0.0), (ledger.Suspicion, other.Suspicion));
        _health.Prove("ledger", HealthState.Critical);
        Assert.Equal(1, ledger.Suspicion);
        Assert.Equal(CircuitState.Closed, ledger.State);
        _health.Prove("ledger", HealthState.Healthy);
        Assert.Equal(0, ledger.Suspicion);
    }

    [Fact]
    public async Task A_circuit_made_in_the_midst_of_trouble_is_told_within_a_second()
    {
        _health.Prove("ledger", HealthState.Critical);
        CircuitBreaker ledger = await CircuitAsync("ledger");
        _health.Loop.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(1, ledger.Suspicion);
    }

    [Fact]
    public async Task A_component_that_fails_opens_its_circuits_once()
    {
        CircuitBreaker ledger = await CircuitAsync("ledger");
        _health.Prove("ledger", HealthState.Failed);
        Assert.Equal(CircuitState.Open, ledger.State);
        _health.Loop.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, ledger.Trips);
        _health.Prove("ledger", HealthState.Healthy);
        Assert.Equal(0, ledger.Suspicion);
    }

    [Fact]
    public void Nothing_is_suspected_of_what_was_never_observed()
    {
        _health.Register("silent");
        CircuitBreaker circuit = _engine.For("silent").Circuits.FirstOrDefault()!;
        _health.Loop.Advance(TimeSpan.FromSeconds(2));
        Assert.True(circuit is null || circuit.Suspicion == 0);
    }

    [Fact]
    public void The_runtime_brings_it()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddPrunella();
        using IHost host = builder.Build();
        Assert.Contains(host.Services.GetServices<IHostedService>(), static service => service is CircuitSuspicion);
    }
}
