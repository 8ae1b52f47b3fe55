using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prunella.Bench.Supervisor;

/// <summary>The service of the measurements, <c>Prunella.Bench.Service</c>, and the faults it can be asked for.</summary>
internal static class BenchService
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The command that starts it at a port.</summary>
    public static IReadOnlyList<string> Command(int port)
    {
        string assembly = AppContext.BaseDirectory.Replace("Prunella.Bench/", "Prunella.Bench.Service/", StringComparison.Ordinal) + "Prunella.Bench.Service.dll";
        string runtime = SearchPath.Find("dotnet") ?? throw new InvalidOperationException("dotnet is not on the PATH");
        return [runtime, assembly, port.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>A port of this machine that nobody has at this moment.</summary>
    public static IPEndPoint FreeAddress()
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)probe.LocalEndPoint!;
    }

    /// <summary>Asks it for a fault, as <c>starve?seconds=20</c>.</summary>
    /// <exception cref="HttpRequestException">It refuses, or is not there.</exception>
    public static async Task AskAsync(IPEndPoint server, string fault, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = Limit };
        using HttpResponseMessage answer = await http.PostAsync(new Uri($"http://{server}/{fault}"), content: null, cancellationToken);
        _ = answer.EnsureSuccessStatusCode();
    }
}
