using System.Net.Sockets;
using System.Text;

namespace Prunella.Link;

/// <summary>Tells the service manager how far this process is, by sd_notify. Says nothing, silently, where nobody listens. Thread-safe.</summary>
/// <remarks>Source of the protocol: sd_notify(3). Nothing here throws; a manager that is too busy to take a message within 250 ms misses it.</remarks>
public sealed class ServiceNotifier
{
    private const int SendTimeoutMilliseconds = 250;

    private readonly string? _socket;

    /// <summary>Notifies the manager that <c>NOTIFY_SOCKET</c> names.</summary>
    public ServiceNotifier()
        : this(LinkEnvironment.OfThisProcess())
    {
    }

    internal ServiceNotifier(LinkEnvironment environment) => _socket = environment.NotifySocket;

    /// <summary>The process can serve from now on: <c>READY=1</c>.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>The process begins to stop: <c>STOPPING=1</c>.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>The process lives: <c>WATCHDOG=1</c>. From the first one on the manager expects them.</summary>
    public void Watchdog() => Send("WATCHDOG=1");

    /// <summary>What the process is doing, one line for people: <c>STATUS=…</c>.</summary>
    /// <param name="text">The line; line breaks in it become spaces, for each begins another message.</param>
    public void Status(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Send("STATUS=" + text.ReplaceLineEndings(" "));
    }

    private void Send(string message)
    {
        if (_socket is null)
            return;
        try
        {
            // An abstract address is written with @ and begins with a zero byte.
            var manager = new UnixDomainSocketEndPoint(_socket[0] == '@' ? '\0' + _socket[1..] : _socket);
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTimeout = SendTimeoutMilliseconds;
            _ = socket.SendTo(Encoding.UTF8.GetBytes(message), manager);
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            // The manager is gone, or the variable is no address: the process goes on without.
        }
    }
}
