using System.Globalization;
using System.Net;
using System.Text.Json;
using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor;
using Prunella.Bench.Supervisor.Peers;
using Shop.Load;

namespace Prunella.Bench.Health;

/// <summary>A shop in which nothing is wrong, under a load that changes all the time: whatever is told of it is a false alarm.</summary>
internal sealed class HealthyShop : IMeasurement
{
    private const int UsualMinutes = 120;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // The load of the last segment may still be served when the shop is asked to stop.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public string Name => "healthy shop under varying load";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        var span = TimeSpan.FromMinutes(bench.Options.Minutes ?? (bench.Short ? 1 : UsualMinutes));
        string folder = Path.Combine(bench.Folder, "shop");
        _ = Directory.CreateDirectory(folder);
        IPEndPoint gateway = BenchService.FreeAddress();
        string manifest = Path.Combine(folder, "prunella.yaml");
        await File.WriteAllTextAsync(manifest, Manifest(folder, gateway, BenchService.FreeAddress(), BenchService.FreeAddress()), cancellationToken);

        (long All, long Failed) requests;
        DateTimeOffset ready;
        DateTimeOffset end;
        using (RunningProgram agent = PrunellaTool.Start(folder, "up", manifest))
        {
            try
            {
                await PrunellaTool.WaitUntilHealthyAsync(folder, "shop", agent, StartLimit, cancellationToken);
                ready = TimeProvider.System.GetUtcNow();
                requests = await LoadAsync(gateway, new LoadPattern(bench.Random), span, agent, cancellationToken);
                await Task.Delay(Rest, cancellationToken);
                end = TimeProvider.System.GetUtcNow();
            }
            finally
            {
                await agent.StopAsync();
            }
        }

        Tell(report, span, requests, FalseAlarms.Read(folder, ready, end));
    }

    private static async Task<(long All, long Failed)> LoadAsync(IPEndPoint gateway, LoadPattern pattern, TimeSpan span, RunningProgram agent, CancellationToken cancellationToken)
    {
        (long All, long Failed) sum = default;
        long begin = TimeProvider.System.GetTimestamp();
        for (int segment = 0; TimeProvider.System.GetElapsedTime(begin) is var since && since < span; segment++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (agent.HasExited)
                throw new InvalidOperationException("the supervisor has ended");
            (double rate, TimeSpan length) = pattern.Next(since);
            await using LoadGenerator load = LoadGenerator.Start(
                new LoadOptions { Target = gateway, Rate = rate, Duration = length }, new ShopScript(gateway, string.Create(CultureInfo.InvariantCulture, $"run-{segment}")));
            OutcomeCounts outcomes = (await load.Completion).Total.Outcomes;
            sum = (sum.All + outcomes.Total, sum.Failed + outcomes.Failed);
        }

        return sum;
    }

    private static void Tell(Report report, TimeSpan span, (long All, long Failed) requests, FalseAlarms alarms)
    {
        Table table = new(string.Create(CultureInfo.InvariantCulture, $"A healthy shop for {span.TotalMinutes} min, 1 to 300 requests per second"), "what was told", "times");
        table.Row("alerts", Number.Show(alarms.Alerts));
        table.Row("incidents", Number.Show(alarms.Incidents));
        table.Row("components said to be less than healthy", Number.Show(alarms.StateChanges));
        table.Row("processes replaced", Number.Show(alarms.Restarts));
        table.Row("requests", Number.Show(requests.All));
        table.Row("requests without the right answer", Number.Show(requests.Failed));
        report.Add(table);
        foreach (string said in alarms.Said)
            report.Note(said);
        report.Set("healthy_minutes", span.TotalMinutes);
        report.Set("healthy_requests", requests.All);
        report.Set("false_alerts", alarms.Alerts);
        report.Set("false_incidents", alarms.Incidents);
        report.Set("false_state_changes", alarms.StateChanges);
        report.Set("false_restarts", alarms.Restarts);
    }

    private static string Manifest(string folder, IPEndPoint gateway, IPEndPoint orders, IPEndPoint inventory)
    {
        string programs = PrunellaTool.ShopPrograms;
        return string.Create(CultureInfo.InvariantCulture, $"""
            project: shop
            services:
            {Service("inventory", "Inventory", inventory, "")}
            {Service("orders", "Orders", orders, "requires: [inventory]")}
            {Service("gateway", "Gateway", gateway, "requires: [orders]\n    uses: [inventory]")}
            """);

        string Service(string name, string program, IPEndPoint address, string depends) => string.Create(CultureInfo.InvariantCulture, $"""
              {name}:
                command: ["{programs}/Shop.{program}"]
                listen: ["{address}"]
                ready: notify
                probes:
                  - http: http://{address}/health
                environment:
                  SHOP_STATE: "{folder}/{name}-state"
                  ORDERS_URL: "http://{orders}"
                  INVENTORY_URL: "http://{inventory}"
                {depends}
            """);
    }
}
