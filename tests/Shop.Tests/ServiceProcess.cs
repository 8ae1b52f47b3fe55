using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Shop.Tests;

/// <summary>A service as a process of its own.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, HttpClient client)
    {
        _process = process;
        Client = client;
    }

    public HttpClient Client { get; }

    public int ResidentMegabytes => (int)(Refreshed().WorkingSet64 >> 20);

    public TimeSpan ProcessorTime => Refreshed().TotalProcessorTime;

    public static ServiceProcess Start(string service, string state, params string[] args)
    {
        string url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, $"Shop.{service}.dll"), "--urls", url },
            Environment = { ["SHOP_STATE"] = state, ["SHOP_FAULTS"] = "1", ["DOTNET_DbgEnableMiniDump"] = "0" },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine(); // a full pipe would stop it
        process.BeginOutputReadLine();
        return new ServiceProcess(process, new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) });
    }

    public Task<HttpResponseMessage> FaultAsync(string fault) =>
        Client.PostAsync(new Uri($"/faults/{fault}", UriKind.Relative), content: null);

    /// <summary>Ends once it answers, or throws once it is dead.</summary>
    public async Task<ServiceProcess> ReadyAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!_process.HasExited)
        {
            try
            {
                using HttpResponseMessage answer = await Client.GetAsync(new Uri("/health", UriKind.Relative));
                return this;
            }
            catch (HttpRequestException)
            {
                _ = await pause.WaitForNextTickAsync(); // not listening yet
            }
        }

        throw new InvalidOperationException($"The service ended with {_process.ExitCode}.");
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Client.Dispose();
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
