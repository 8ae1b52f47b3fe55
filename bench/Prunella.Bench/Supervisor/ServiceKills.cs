using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>A real ASP.NET Core service killed under load: the connections nobody accepted, and how long until it answers again.</summary>
/// <remarks>One supervisor after another: the start of the service alone fills the cores.</remarks>
internal sealed class ServiceKills : IMeasurement
{
    private const int Clients = 4;
    private static readonly TimeSpan ServingLimit = TimeSpan.FromSeconds(20);

    public string Name => "service killed under load";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        int kills = bench.Short ? 2 : 8;
        TimeSpan uptime = TimeSpan.FromSeconds(bench.Short ? 1.5 : 3);
        Table table = new($"A service killed {kills} times under {Clients} clients, a connection for each request",
            "supervisor", "serving again p50 ms", "max ms", "answered", "refused", "reset before the request", "lost in flight", "timed out");
        foreach (Func<IPEndPoint, IPeerSupervisor> make in Supervisors(bench.Root))
        {
            IPEndPoint server = new(IPAddress.Loopback, FreePort());
            IPeerSupervisor supervisor = make(server);
            if (supervisor.Missing is { } reason)
            {
                report.Note($"{supervisor.Name}: service not measured, {reason}");
                continue;
            }

            string folder = Path.Combine(bench.Folder, "service", supervisor.Name);
            try
            {
                ServiceClients clients = new(server);
                Sample serving = await MeasureAsync(supervisor, folder, server, clients, kills, uptime, cancellationToken);
                RequestFate[] fates = Enum.GetValues<RequestFate>();
                table.Row([supervisor.Name, Number.Show(serving.Median), Number.Show(serving.Max), .. fates.Select(fate => Number.Show(clients.Count(fate)))]);
                if (supervisor is PrunellaUp)
                    report.Set("refused_connections", clients.Count(RequestFate.Refused) + clients.Count(RequestFate.ResetUnsent));
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                report.Note($"{supervisor.Name}: service not measured, {error.Message} ({RunningProgram.LastOutput(folder)})");
            }
        }

        report.Add(table);
    }

    private static Func<IPEndPoint, IPeerSupervisor>[] Supervisors(string root) =>
        [static server => new PrunellaUp(server), _ => new Pm2(root), static _ => new Supervisord()];

    /// <returns>Milliseconds from each kill to the first answer of the next process.</returns>
    private static async Task<Sample> MeasureAsync(
        IPeerSupervisor supervisor, string folder, IPEndPoint server, ServiceClients clients, int kills, TimeSpan uptime, CancellationToken cancellationToken)
    {
        _ = Directory.CreateDirectory(folder);
        using CancellationTokenSource done = new();
        Task load = Task.CompletedTask;
        try
        {
            await supervisor.StartAsync(folder, Service(server.Port));
            load = clients.RunAsync(Clients, done.Token);
            ServiceClients.Answer serving = await AnswerAsync(supervisor, clients, otherThan: 0, cancellationToken);
            await Task.Delay(uptime, cancellationToken); // warm
            clients.Reset();
            List<double> milliseconds = [];
            while (milliseconds.Count < kills)
            {
                long killed = TimeProvider.System.GetTimestamp();
                _ = LinuxSignals.Send(serving.Pid, LinuxSignals.Kill);
                serving = await AnswerAsync(supervisor, clients, serving.Pid, cancellationToken);
                milliseconds.Add(TimeProvider.System.GetElapsedTime(killed, serving.Timestamp).TotalMilliseconds);
                await Task.Delay(uptime, cancellationToken);
            }

            return new Sample(milliseconds);
        }
        finally
        {
            await done.CancelAsync();
            await load;
            await supervisor.StopAsync();
        }
    }

    private static async Task<ServiceClients.Answer> AnswerAsync(
        IPeerSupervisor supervisor, ServiceClients clients, int otherThan, CancellationToken cancellationToken)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (clients.Last.Pid == otherThan)
        {
            if (supervisor.HasEnded)
                throw new InvalidOperationException("the supervisor has ended");
            if (TimeProvider.System.GetElapsedTime(begin) > ServingLimit)
                throw new TimeoutException($"no answer within {ServingLimit.TotalSeconds} s");
            await Task.Delay(1, cancellationToken);
        }

        return clients.Last;
    }

    private static IReadOnlyList<string> Service(int port)
    {
        string assembly = AppContext.BaseDirectory.Replace("Prunella.Bench/", "Prunella.Bench.Service/", StringComparison.Ordinal) + "Prunella.Bench.Service.dll";
        string runtime = SearchPath.Find("dotnet") ?? throw new InvalidOperationException("dotnet is not on the PATH");
        return [runtime, assembly, port.ToString(CultureInfo.InvariantCulture)];
    }

    private static int FreePort()
    {
        using Socket probe = new(SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
