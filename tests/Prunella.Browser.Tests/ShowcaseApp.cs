using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prunella.AspNetCore;
using Prunella.AspNetCore.Tests.Dashboard;
using Prunella.Views;

namespace Prunella.Browser.Tests;

/// <summary>A real server on a port of the system's choice, with a shop in trouble to look at.</summary>
internal sealed class ShowcaseApp : IAsyncDisposable
{
    public const string Prefix = "/admin/self-healing";

    private readonly WebApplication _application;

    private ShowcaseApp(WebApplication application, Showcase system, ShowcaseAnalysis analysis)
    {
        _application = application;
        System = system;
        Analysis = analysis;
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public Showcase System { get; }

    public ShowcaseAnalysis Analysis { get; }

    /// <param name="before">Put before the endpoints: a path base, or what stands in front of the server.</param>
    public static async Task<ShowcaseApp> StartAsync(Action<WebApplication>? before = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        var analysis = new ShowcaseAnalysis(TimeProvider.System.GetUtcNow());
        var system = new Showcase(TimeProvider.System.GetUtcNow());
        _ = builder.Services.AddSingleton<ISystemView>(system).AddSingleton<IOperationSource>(system).AddSingleton<IPanel>(analysis);
        WebApplication application = builder.Build();
        before?.Invoke(application);
        _ = application.UseRouting();
        _ = application.MapPrunella(Prefix, static options => options.MaxRequests = 100_000);
        await application.StartAsync();
        return new ShowcaseApp(application, system, analysis);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        System.Dispose();
    }
}
