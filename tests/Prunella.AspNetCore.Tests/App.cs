using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prunella.Resilience;

namespace Prunella.AspNetCore.Tests;

/// <summary>A real application on a port of the system's choice, and a client for it.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly WebApplication _application;

    private App(WebApplication application)
    {
        _application = application;
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    public SelfHealingEngine Engine => _application.Services.GetRequiredService<SelfHealingEngine>();

    public IServiceProvider Services => _application.Services;

    public static async Task<App> StartAsync(Action<WebApplication> map, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? add = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"Prunella:{FlagNames.InitialDelay}"] = "1",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSelfHealing();
        builder.Services.AddControllers().ConfigureApplicationPartManager(static parts => parts.ApplicationParts.Add(new AssemblyPart(typeof(App).Assembly)));
        add?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        map(application);
        application.MapControllers();
        await application.StartAsync();
        return new App(application);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
