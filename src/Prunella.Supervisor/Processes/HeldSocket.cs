using System.Net.Sockets;

namespace Prunella.Supervisor;

/// <summary>A listening socket that we hold for a service: it stays open while the service is replaced, so connections wait instead of being refused.</summary>
internal sealed class HeldSocket : IDisposable
{
    // The kernel lowers it to net.core.somaxconn.
    private const int Backlog = 4096;

    private readonly Socket _socket;

    private HeldSocket(ListenAddress address, Socket socket)
    {
        Address = address;
        _socket = socket;
    }

    /// <summary>Where it listens.</summary>
    public ListenAddress Address { get; }

    /// <summary>The descriptor to be inherited.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <exception cref="SocketException">The address is taken, or not ours.</exception>
    public static HeldSocket Open(ListenAddress address)
    {
        var socket = new Socket(address.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address.EndPoint);
            socket.Listen(Backlog);
            return new HeldSocket(address, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
