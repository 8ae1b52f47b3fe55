using System.Net.Sockets;

namespace Prunella.Link;

/// <summary>A connection to the agent that sends one frame at a time and never waits, except in <see cref="WaitUntilWritable"/>.</summary>
internal sealed class LinkConnection : IDisposable
{
    private readonly Socket _socket;
    private int _sent;

    private LinkConnection(Socket socket) => _socket = socket;

    /// <summary>The frame of which a part is still to be sent; null between frames.</summary>
    public byte[]? Unsent { get; private set; }

    /// <exception cref="SocketException">Nobody listens, or too many wait to be let in.</exception>
    /// <exception cref="ArgumentException">The path is too long for a socket.</exception>
    public static LinkConnection Open(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Blocking = false;
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new LinkConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes the next frame to be sent; the one before must have gone.</summary>
    public void Begin(byte[] frame)
    {
        Unsent = frame;
        _sent = 0;
    }

    /// <summary>Sends what the socket takes.</summary>
    /// <returns>Whether the frame has gone.</returns>
    /// <exception cref="SocketException">The agent is gone.</exception>
    public bool Flush()
    {
        while (Unsent is { } frame)
        {
            int count = _socket.Send(frame.AsSpan(_sent), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                return false;
            if (error != SocketError.Success)
                throw new SocketException((int)error);

            _sent += count;
            if (_sent == frame.Length)
                Unsent = null;
        }

        return true;
    }

    /// <summary>Waits for room in the socket.</summary>
    public void WaitUntilWritable(TimeSpan atMost) => _ = _socket.Poll(atMost, SelectMode.SelectWrite);

    public void Dispose() => _socket.Dispose();
}
