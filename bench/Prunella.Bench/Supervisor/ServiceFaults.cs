using System.Net;
using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>A real ASP.NET Core service brought down under load: the connections nobody accepted, and how long until it answers again.</summary>
/// <remarks>One trial after another: the start of the service alone fills the cores.</remarks>
internal sealed class ServiceFaults : IMeasurement
{
    private const int Clients = 4;

    public string Name => "service brought down under load";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        Table table = new($"A service under {Clients} clients, a connection for each request, from the fault to the next process's first answer",
            "supervisor, what happened to the service", "times", "p50 ms", "max ms", "answered", "refused", "reset before the request", "lost in flight", "timed out");
        report.Add(table);
        int? refused = 0;
        Trial[] trials = Trials(bench);
        for (int number = 0; number < trials.Length; number++)
        {
            Trial trial = trials[number];
            ServiceClients clients = new(trial.Server);
            Sample? sample = await MeasureAsync(trial, clients, Path.Combine(bench.Folder, $"service-{number}"), bench, report, cancellationToken);
            if (sample is not null)
                table.Row(Row(trial, sample, clients));
            if (sample is not null && trial.Figure is { } figure)
                report.Set(figure, trial.Judged(sample));
            if (trial.Supervisor is PrunellaUp)
                refused = sample is null ? null : refused + clients.Count(RequestFate.Refused) + clients.Count(RequestFate.ResetUnsent);
        }

        if (refused is { } count)
            report.Set("refused_connections", count); // of ours, in all trials together
    }

    private static Trial[] Trials(Bench bench)
    {
        int kills = bench.Short ? 2 : 8;
        int hangs = bench.Short ? 2 : 5;
        return
        [
            Ours("cold start", standbys: 0, ServiceFault.Kill, kills),
            Ours("warm standby", standbys: 1, ServiceFault.Kill, kills) with { Figure = "standby_p50_ms" },
            Ours("warm standby", standbys: 1, ServiceFault.Freeze, hangs) with { Figure = "freeze_serving_ms", Judged = static sample => sample.Max },
            Ours("warm standby", standbys: 1, ServiceFault.Starve, hangs) with { Figure = "starvation_serving_ms", Judged = static sample => sample.Max },
            new(new Pm2(bench.Root), "pm2", BenchService.FreeAddress(), ServiceFault.Kill, kills),
            new(new Supervisord(), "supervisord", BenchService.FreeAddress(), ServiceFault.Kill, kills),
        ];
    }

    private static Trial Ours(string how, int standbys, ServiceFault fault, int times)
    {
        IPEndPoint server = BenchService.FreeAddress();
        return new Trial(new PrunellaUp(server, standbys), $"prunella, {how}", server, fault, times);
    }

    private static async Task<Sample?> MeasureAsync(
        Trial trial, ServiceClients clients, string folder, Bench bench, Report report, CancellationToken cancellationToken)
    {
        if (trial.Supervisor.Missing is { } reason)
        {
            report.Note($"{trial.Name}: not measured, {reason}");
            return null;
        }

        TimeSpan uptime = TimeSpan.FromSeconds(bench.Short ? 1.5 : 3);
        try
        {
            return await new ServiceTrial(trial.Supervisor, trial.Server, clients).RunAsync(folder, trial.Fault, trial.Times, uptime, Clients, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            report.Note($"{trial.Name}: not measured, {error.Message} ({RunningProgram.LastOutput(folder)})");
            return null;
        }
    }

    private static string[] Row(Trial trial, Sample sample, ServiceClients clients) =>
    [
        trial.Name, Number.Show(sample.Count), Number.Show(sample.Median), Number.Show(sample.Max),
        .. Enum.GetValues<RequestFate>().Select(fate => Number.Show(clients.Count(fate))),
    ];

    private sealed record Trial(IPeerSupervisor Supervisor, string How, IPEndPoint Server, ServiceFault Fault, int Times)
    {
        public string Name => $"{How}: {Fault.Name}";

        /// <summary>The figure that comes of it; null for none.</summary>
        public string? Figure { get; init; }

        /// <summary>What of the sample is the figure.</summary>
        public Func<Sample, double> Judged { get; init; } = static sample => sample.Median;
    }
}
