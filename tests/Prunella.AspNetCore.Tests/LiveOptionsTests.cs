using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Resilience;

namespace Prunella.AspNetCore.Tests;

public sealed class LiveOptionsTests
{
    [Fact]
    public async Task Options_change_live_keep_the_state_and_fall_back_to_the_defaults_when_they_are_taken_out()
    {
        var settings = new Settings { ["Prunella:Services:inventory:Fallback:SoftTimeout:UsualTimes"] = "3" };
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Add(settings).Build())
            .AddSelfHealing()
            .BuildServiceProvider();
        SelfHealingPipeline inventory = services.GetRequiredService<SelfHealingEngine>().For("inventory");
        Assert.Equal(3, inventory.Options.Fallback!.SoftTimeout!.UsualTimes);
        inventory.Circuit.Isolate("test");

        settings["Prunella:Services:inventory:Fallback:SoftTimeout:UsualTimes"] = "4";
        settings.Reload();
        Assert.Equal(4, inventory.Options.Fallback!.SoftTimeout!.UsualTimes);
        settings.Clear();

        Assert.Equal(2, inventory.Options.Fallback!.SoftTimeout!.UsualTimes);
        Assert.Equal(CircuitState.Isolated, inventory.Circuit.State);
    }

    private sealed class Settings : ConfigurationProvider, IConfigurationSource
    {
        public string this[string key]
        {
            set => Set(key, value);
        }

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Reload() => OnReload();

        public void Clear()
        {
            Data.Clear();
            OnReload();
        }
    }
}
