using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prunella.Health;

/// <summary>Opens a TCP connection and closes it again. A refused one is an exception, and so counts as failed.</summary>
/// <remarks>
/// A socket that a supervisor holds accepts connections by itself while its process is dead or frozen: there this probe sees nothing, and an
/// <see cref="HttpProbe"/> does.
/// </remarks>
public sealed class TcpProbe : INonBlockingProbe
{
    private readonly EndPoint _endPoint;

    /// <param name="endPoint">An address and a port. A <see cref="DnsEndPoint"/> is resolved anew each time.</param>
    public TcpProbe(EndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        _endPoint = endPoint;
        Description = endPoint is DnsEndPoint dns
            ? string.Create(CultureInfo.InvariantCulture, $"connect {dns.Host}:{dns.Port}")
            : $"connect {endPoint}";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public async ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken)
    {
        using var socket = _endPoint.AddressFamily == AddressFamily.Unspecified
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(_endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // A reset in place of a goodbye: a look each second leaves no port in TIME_WAIT.
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        await socket.ConnectAsync(_endPoint, cancellationToken).ConfigureAwait(false);
        return HealthReading.Healthy("accepts connections");
    }
}
