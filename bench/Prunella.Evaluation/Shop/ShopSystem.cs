using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prunella.Evaluation.Shop;

/// <summary>The three services of the shop as processes on ports of 127.0.0.1 that the system chose.</summary>
internal sealed class ShopSystem : IAsyncDisposable
{
    private const string Memory = "/dev/shm";
    private static readonly string[] Names = ["inventory", "orders", "gateway"];
    private readonly Dictionary<string, Process> _processes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IPEndPoint> _addresses = Names.ToDictionary(static name => name, static _ => FreeAddress(), StringComparer.Ordinal);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly DirectoryInfo _state;

    private ShopSystem(string folder)
    {
        Folder = folder;
        // In memory where that can be: how long a disk takes to flush is the matter of everybody on this machine.
        string root = Directory.Exists(Memory) ? Memory : folder;
        _state = Directory.CreateDirectory(Path.Combine(root, $"shop-{Guid.NewGuid():N}"));
    }

    /// <summary>Where their telemetry goes.</summary>
    public string Folder { get; }

    public IPEndPoint Gateway => _addresses["gateway"];

    /// <summary>Starts them; ends once all are ready.</summary>
    /// <exception cref="InvalidDataException">One does not start.</exception>
    public static async Task<ShopSystem> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var shop = new ShopSystem(folder);
        try
        {
            foreach (string name in Names)
                shop.Start(name);
            foreach (string name in Names)
                await shop.ReadyAsync(name, cancellationToken);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Turns a switch of a service on, or all of all services off.</summary>
    public async Task TurnAsync(string service, string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.PostAsync(new Uri($"http://{_addresses[service]}/faults/{path}"), content: null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidDataException($"{service} answered {(int)answer.StatusCode} to {path}.");
    }

    /// <summary>Turns all off.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (string name in Names)
            await TurnAsync(name, "clear", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes.Values)
        {
            if (!process.HasExited)
            {
                using Process? asked = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            }
        }

        foreach (Process process in _processes.Values)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }

            process.Dispose();
        }

        _state.Delete(recursive: true);
        _http.Dispose();
    }

    private void Start(string name)
    {
        string project = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(Repository.Root, "samples", "Shop", project, "bin", "Release", "net10.0", $"Shop.{project}.dll"), "--urls", $"http://{_addresses[name]}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SHOP_STATE"] = _state.FullName;
        start.Environment["SHOP_FAULTS"] = "1";
        start.Environment["SHOP_TELEMETRY"] = Folder;
        start.Environment["SELF_HEALING_ENABLED"] = "false"; // so that the switch alone makes the difference
        start.Environment["ORDERS_URL"] = $"http://{_addresses["orders"]}";
        start.Environment["INVENTORY_URL"] = $"http://{_addresses["inventory"]}";
        start.Environment["DOTNET_gcServer"] = "0";
        Process process = Process.Start(start) ?? throw new InvalidDataException($"{name} did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine(); // a full pipe would stop it
        process.BeginErrorReadLine();
        _processes.Add(name, process);
    }

    private async Task ReadyAsync(string name, CancellationToken cancellationToken)
    {
        for (int i = 0; i < 600 && !_processes[name].HasExited; i++)
        {
            try
            {
                using HttpResponseMessage answer = await _http.GetAsync(new Uri($"http://{_addresses[name]}/alive"), cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, cancellationToken);
            }
        }

        throw new InvalidDataException($"{name} does not get ready.");
    }

    private static IPEndPoint FreeAddress()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)probe.LocalEndPoint!;
    }
}
