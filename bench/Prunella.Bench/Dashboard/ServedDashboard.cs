using System.Globalization;

namespace Prunella.Bench.Dashboard;

/// <summary>A <see cref="DashboardServer"/> that runs, and a client for it.</summary>
internal sealed class ServedDashboard : IAsyncDisposable
{
    public const string Prefix = "/admin/self-healing";

    private readonly RunningProgram _program;

    private ServedDashboard(RunningProgram program, Uri address)
    {
        _program = program;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<ServedDashboard> StartAsync(Bench bench, string name, int components, int facts, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(bench.Folder, name), file = Path.Combine(folder, "address");
        var program = RunningProgram.Start(folder,
            [Environment.ProcessPath!, typeof(ServedDashboard).Assembly.Location, DashboardServer.Verb, components.ToString(CultureInfo.InvariantCulture), facts.ToString(CultureInfo.InvariantCulture), file]);
        for (int i = 0; !File.Exists(file); i++)
        {
            if (i > 600 || program.HasExited)
                throw new InvalidOperationException($"the server did not start: {RunningProgram.LastOutput(folder)}");
            await Task.Delay(100, cancellationToken);
        }

        return new ServedDashboard(program, new Uri(await File.ReadAllTextAsync(file, cancellationToken)));
    }

    /// <summary>The managed heap in bytes after a collection, and the processor time so far in milliseconds.</summary>
    public async Task<(double Heap, double Processor)> UsageAsync(CancellationToken cancellationToken)
    {
        string[] parts = (await Client.GetStringAsync("/bench/usage", cancellationToken)).Split(' ');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Makes something happen that the first page shows.</summary>
    public Task ChangeAsync(string reason, CancellationToken cancellationToken) => Client.GetStringAsync("/bench/change?reason=" + Uri.EscapeDataString(reason), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _program.StopAsync();
        _program.Dispose();
    }
}
