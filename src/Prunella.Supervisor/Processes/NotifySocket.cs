using System.Net.Sockets;
using System.Text;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Takes what one process says by the sd_notify protocol: one datagram of <c>NAME=value</c> lines each time.</summary>
internal sealed class NotifySocket : IDisposable
{
    private const int LongestDatagram = 4096;
    private const int DatagramsPerTurn = 32;

    private readonly Reactor _reactor;
    private readonly Socket _socket;
    private readonly Action<string, string> _onMessage;

    /// <param name="reactor">Sees the datagrams.</param>
    /// <param name="path">Where the process finds it; a file there is replaced.</param>
    /// <param name="onMessage">Given name and value of each line, on the reactor.</param>
    public NotifySocket(Reactor reactor, string path, Action<string, string> onMessage)
    {
        _reactor = reactor;
        _onMessage = onMessage;
        Path = path;
        File.Delete(path);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        reactor.Watch(_socket.SafeHandle, Interest.Read, _ => Receive());
    }

    /// <summary>Where the process finds it.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reactor.Unwatch(_socket.SafeHandle);
        _socket.Dispose();
        File.Delete(Path);
    }

    private void Receive()
    {
        Span<byte> buffer = stackalloc byte[LongestDatagram];
        for (int i = 0; i < DatagramsPerTurn; i++)
        {
            int count = _socket.Receive(buffer, SocketFlags.None, out SocketError error);
            if (error != SocketError.Success)
                return;
            foreach (string line in Encoding.UTF8.GetString(buffer[..count]).Split('\n'))
            {
                int equals = line.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0)
                    _onMessage(line[..equals], line[(equals + 1)..]);
            }
        }
    }
}
