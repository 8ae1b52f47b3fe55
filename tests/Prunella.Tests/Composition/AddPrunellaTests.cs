using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Composition;

public sealed class AddPrunellaTests
{
    private static readonly ComponentName Worker = new("worker");
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_component_that_fails_is_restarted_inside_the_process_and_all_of_it_is_in_the_journal()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddPrunella().AddRestartable(new ComponentDescription(Worker), (provider, _) =>
        {
            provider.GetRequiredService<IHealthReporter>().Report(Worker, "self", HealthReading.Healthy("restarted") with { Conclusive = true });
            return ValueTask.CompletedTask;
        });
        using IHost host = builder.Build();
        using JournalSubscription news = host.Services.GetRequiredService<IJournalReader>().Subscribe();
        await host.StartAsync();

        host.Services.GetRequiredService<IHealthReporter>()
            .Report(Worker, "self", new HealthReading(HealthState.Failed, "it threw") { Conclusive = true });

        var seen = new List<JournalEvent>();
        using var watchdog = new CancellationTokenSource(Watchdog);
        while (seen.LastOrDefault() is not IncidentClosed)
            seen.Add((await news.Entries.ReadAsync(watchdog.Token)).Event);
        Assert.Equal(IncidentOutcome.Healed, Assert.IsType<IncidentClosed>(seen[^1]).Outcome);
        Assert.Equal("reset-unit", Assert.Single(seen.OfType<ActionStarted>()).Action);
        await host.StopAsync();
    }

    [Fact]
    public void A_second_call_adds_nothing()
    {
        var services = new ServiceCollection();
        services.AddPrunella();
        int count = services.Count(static service => service.ServiceType == typeof(IRecoveryAction));

        services.AddPrunella();

        Assert.Equal(count, services.Count(static service => service.ServiceType == typeof(IRecoveryAction)));
    }

    [Fact]
    public async Task A_wrong_option_fails_the_start_and_names_its_key()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Configuration["Prunella:Recovery:IntensityLimit"] = "0";
        builder.Services.AddPrunella();
        using IHost host = builder.Build();

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("IntensityLimit", error.Message, StringComparison.Ordinal);
    }
}
