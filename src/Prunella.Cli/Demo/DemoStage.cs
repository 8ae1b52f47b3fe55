using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.Cli.Demo;

/// <summary>What a fault can reach: the processes of the shop, and their fault endpoints.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DemoStage(Agent agent, ShopPlan shop) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>Sends a signal to the process of a service.</summary>
    public Task SignalAsync(ComponentName service, string signal) => agent.SignalAsync(service, signal);

    /// <summary>Asks a service to misbehave. That it can not answer any more is part of some faults.</summary>
    public async Task PostAsync(ComponentName service, string fault)
    {
        try
        {
            using HttpResponseMessage answer = await _client.PostAsync(shop.Url(service, $"/faults/{fault}"), content: null);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or SocketException)
        {
            // It went down while it answered.
        }
    }

    /// <summary>How many requests have reached a service since it started.</summary>
    public async Task<long> ReceivedAsync(ComponentName service) =>
        long.Parse(await _client.GetStringAsync(shop.Url(service, "/faults/requests")), CultureInfo.InvariantCulture);

    public void Dispose() => _client.Dispose();
}
