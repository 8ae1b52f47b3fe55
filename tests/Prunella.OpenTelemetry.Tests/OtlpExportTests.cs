using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prunella.OpenTelemetry.Tests;

public class OtlpExportTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_measured_reaches_the_collector_at_the_latest_when_the_host_stops()
    {
        TaskCompletionSource<(string Path, string? Type, string? Key, byte[] Body)> received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebApplication collector = await ReceiverAsync(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            _ = received.TrySetResult((context.Request.Path, context.Request.ContentType, context.Request.Headers["api-key"], body.ToArray()));
        });
        using Meter meter = new("otlp.test");
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddPrunella().AddOtlpExport(options =>
        {
            options.Endpoint = new Uri(AddressOf(collector) + "/v1/metrics");
            options.ServiceName = "shop";
            options.Meters.Add(meter.Name);
            options.Headers["api-key"] = "k 1";
        });
        using IHost host = builder.Build();
        await host.StartAsync();
        meter.CreateCounter<long>("orders.paid").Add(3);
        await host.StopAsync();

        (string path, string? type, string? key, byte[] body) = await received.Task.WaitAsync(Watchdog);
        string text = Encoding.Latin1.GetString(body);
        Assert.Equal(("/v1/metrics", "application/x-protobuf", "k 1"), (path, type, key));
        Assert.All(["orders.paid", "otlp.test", "shop"], expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_option_is_told_at_start()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddPrunella().AddOtlpExport(static options => options.Period = TimeSpan.Zero);
        using IHost host = builder.Build();

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains("must be 1 s to 1 h", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<WebApplication> ReceiverAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return application;
    }

    private static string AddressOf(WebApplication application) => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
