using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prunella.AspNetCore;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Bench.Dashboard;

/// <summary>The program that is measured: a service with a dashboard, in a process of its own, that says what it costs.</summary>
internal static class DashboardServer
{
    public const string Verb = "serve-dashboard";

    /// <param name="words">The number of components and of facts to begin with, and the file that takes the address.</param>
    public static async Task RunAsync(string[] words)
    {
        int components = int.Parse(words[0], CultureInfo.InvariantCulture), facts = int.Parse(words[1], CultureInfo.InvariantCulture);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Prunella:Journal:Directory"] = Path.Combine(Environment.CurrentDirectory, "journal"), ["Prunella:Dashboard:MaxRequests"] = "1000000", ["Prunella:Dashboard:MaxViewers"] = "1000",
        });
        _ = builder.Services.AddPrunella();
        await using WebApplication application = builder.Build();
        _ = application.MapPrunella();
        IHealthReporter health = application.Services.GetRequiredService<IHealthReporter>();
        _ = application.MapGet("/bench/change", (string reason) =>
        {
            health.Report(new ComponentName("component-0"), "bench", new HealthReading(HealthState.Degraded, reason));
            _ = application.Services.GetRequiredService<IJournal>().Append(new PersonActed { Component = new("component-0"), Action = reason, By = "bench" });
            return Results.Ok();
        });
        _ = application.MapGet("/bench/usage", static () =>
        {
            using var self = Process.GetCurrentProcess();
            return $"{GC.GetTotalMemory(forceFullCollection: true)} {self.TotalProcessorTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}";
        });
        await application.StartAsync();
        Fill(application.Services, health, components, facts);
        await File.WriteAllTextAsync(words[2] + ".part", application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        File.Move(words[2] + ".part", words[2]);
        await application.WaitForShutdownAsync();
    }

    // One in twenty is not well; each needs the one a tenth of its number.
    private static void Fill(IServiceProvider services, IHealthReporter health, int components, int facts)
    {
        for (int i = 0; i < components; i++)
        {
            var name = new ComponentName($"component-{i}");
            health.Register(new ComponentDescription(name) { Kind = "service", Requires = i == 0 ? [] : [new ComponentName($"component-{i / 10}")] });
            health.Report(name, "bench", new HealthReading(i % 20 == 7 ? HealthState.Degraded : HealthState.Healthy, $"answers in {i % 90} ms"));
        }

        IJournal journal = services.GetRequiredService<IJournal>();
        for (int i = 0; i < facts; i++)
        {
            _ = journal.Append(new HealthChanged { Component = new ComponentName($"component-{i % Math.Max(1, components)}"), From = HealthState.Healthy, To = HealthState.Degraded, Reason = $"slower than usual, p99 of {i % 997} ms" });
            if (i % 4000 == 3999)
                ((EventJournal)journal).FlushAsync().GetAwaiter().GetResult();
        }
    }
}
