using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prunella;
using Prunella.AspNetCore;
using Shop.Contracts;
using Shop.Hosting.Telemetry;

namespace Shop.Hosting;

/// <summary>What each service of the shop has in common: how it listens, logs, writes JSON and reports its faults.</summary>
public static class ShopService
{
    /// <summary>A builder that listens on the sockets of a supervisor, else on <c>--urls</c>, else on <paramref name="port"/> of 127.0.0.1.</summary>
    /// <param name="args">The command line; it overrides the environment.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="port">The port where neither a supervisor nor the configuration names an address.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, string service, int port)
    {
        // Settings do not change while a service runs; so their files are not watched.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(static console => console.SingleLine = true);
        _ = builder.Services.AddPrunella();
        builder.Services.AddPrunellaStandbyWarmup();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.UseSystemd());
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && !HasInheritedSockets())
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");

        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default);
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddShopTelemetry(service);
        return builder;
    }

    /// <summary>The directory that survives a restart: <c>SHOP_STATE</c>, else <c>state</c> beside the program; created where it is missing.</summary>
    public static string StateDirectory(IConfiguration configuration, string service)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string root = configuration["SHOP_STATE"] ?? Path.Combine(AppContext.BaseDirectory, "state");
        return Directory.CreateDirectory(Path.Combine(root, service)).FullName;
    }

    /// <summary>The address of another service: the setting <paramref name="key"/>, else <paramref name="port"/> of 127.0.0.1.</summary>
    public static Uri GetAddress(this IConfiguration configuration, string key, int port)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new Uri(configuration[key] ?? $"http://127.0.0.1:{port}");
    }

    /// <summary>Maps <c>/alive</c>, which always answers, and <c>/health</c>, which asks <paramref name="isReady"/>; and makes every fault a problem document.</summary>
    public static void UseShopDefaults(this WebApplication app, Func<bool>? isReady = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseShopTelemetry();
        app.UseStatusCodePages();
        app.UseMiddleware<FailureAnswers>();
        app.UseSelfHealing(); // takes over the deadline of the caller
        app.MapGet("/alive", static () => "alive").WithoutSelfHealing();
        app.MapGet("/health", () => isReady?.Invoke() ?? true
            ? Results.Text("ready")
            : Results.StatusCode(503)).WithoutSelfHealing();
    }

    // Kestrel takes them over; naming an address besides would only make it warn.
    private static bool HasInheritedSockets() =>
        Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
}
