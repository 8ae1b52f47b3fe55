using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Prunella.Bench.Reporting;

namespace Prunella.Bench.Dashboard;

/// <summary>What 500 viewers of the first page cost the server while something happens every second.</summary>
internal sealed class Viewers : IMeasurement
{
    private const int Count = 500;

    public string Name => "500 viewers";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        await using ServedDashboard server = await ServedDashboard.StartAsync(bench, "viewers", 30, 100, cancellationToken);
        List<TcpClient> viewers = [];
        try
        {
            // One viewer first: what all share is there before it is counted.
            viewers.Add(await OpenAsync(server, cancellationToken));
            await HappenAsync(server, TimeSpan.FromSeconds(5), cancellationToken);
            (double before, _) = await server.UsageAsync(cancellationToken);
            while (viewers.Count < Count)
                viewers.Add(await OpenAsync(server, cancellationToken));
            await HappenAsync(server, TimeSpan.FromSeconds(15), cancellationToken); // what is compiled anew for the load is compiled by then
            (double with, double start) = await server.UsageAsync(cancellationToken);
            TimeSpan length = TimeSpan.FromSeconds(bench.Short ? 10 : 30);
            await HappenAsync(server, length, cancellationToken);
            (_, double end) = await server.UsageAsync(cancellationToken);

            double megabytes = (with - before) / (1 << 20), percent = (end - start) / length.TotalMilliseconds * 100;
            Table table = new($"{Count} viewers, one event a second", "heap, MB", "heap of one, KB", "processor, % of a core");
            table.Row(Number.Show(megabytes), Number.Show(megabytes * 1024 / Count), Number.Show(percent));
            report.Add(table);
            report.Set("viewers500_mb", megabytes);
            report.Set("viewers500_cpu_percent", percent);
        }
        finally
        {
            foreach (TcpClient viewer in viewers)
                viewer.Dispose();
        }
    }

    private static async Task<TcpClient> OpenAsync(ServedDashboard server, CancellationToken cancellationToken)
    {
        var viewer = new TcpClient();
        await viewer.ConnectAsync("127.0.0.1", server.Address.Port, cancellationToken);
        NetworkStream stream = viewer.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {ServedDashboard.Prefix}/live?page=&argument=&query= HTTP/1.1\r\nHost: 127.0.0.1:{server.Address.Port}\r\nAccept: text/event-stream\r\n\r\n"), cancellationToken);
        _ = ReadAsync(stream);
        return viewer;
    }

    private static async Task ReadAsync(NetworkStream stream)
    {
        byte[] room = new byte[16 * 1024];
        try
        {
            while (await stream.ReadAsync(room) > 0)
            {
                // A browser would show it.
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Closed at the end of the measurement.
        }
    }

    private static async Task HappenAsync(ServedDashboard server, TimeSpan length, CancellationToken cancellationToken)
    {
        for (int i = 0; i < length.TotalSeconds; i++)
        {
            await server.ChangeAsync(string.Create(CultureInfo.InvariantCulture, $"event {i}"), cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }
}
