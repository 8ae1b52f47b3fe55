using System.Net.Sockets;
using Prunella.Link;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>The agent's socket: takes supervised processes and operators of the same user, and hands each to the one that serves it.</summary>
internal sealed class AgentServer : IDisposable
{
    private const int MostConnections = 512;
    private static readonly TimeSpan AcceptAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(5);

    private readonly SupervisionContext _context;
    private readonly Func<FrameConnection, Hello, IPeer?> _welcome;
    private readonly Dictionary<FrameConnection, IPeer?> _peers = [];
    private readonly Socket _listener;

    /// <param name="context">Reactor and path.</param>
    /// <param name="welcome">Gives the one that serves a peer; null sends the peer away.</param>
    /// <exception cref="SupervisorException">The socket can not be opened.</exception>
    public AgentServer(SupervisionContext context, Func<FrameConnection, Hello, IPeer?> welcome)
    {
        _context = context;
        _welcome = welcome;
        try
        {
            File.Delete(context.LinkPath); // the lock of the directory says that it is no living agent's
            _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            _listener.Bind(new UnixDomainSocketEndPoint(context.LinkPath));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(context.LinkPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            _listener.Listen(128);
        }
        catch (Exception error) when (error is SocketException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new SupervisorException($"The agent's socket {context.LinkPath} can not be opened: {error.Message}", error);
        }

        Listen();
    }

    /// <summary>Closes the socket and every connection.</summary>
    public void Dispose()
    {
        _context.Reactor.Unwatch(_listener.SafeHandle);
        _listener.Dispose();
        foreach (FrameConnection connection in _peers.Keys.ToArray())
            connection.Dispose();
        File.Delete(_context.LinkPath);
    }

    private void Listen()
    {
        if (!_listener.SafeHandle.IsClosed)
            _context.Reactor.Watch(_listener.SafeHandle, Interest.Read, _ => Accept());
    }

    private void Accept()
    {
        Socket socket;
        try
        {
            socket = _listener.Accept();
        }
        catch (SocketException)
        {
            // The peer went away again, or descriptors are short: then the listener would stay ready, and the loop would spin.
            _context.Reactor.Unwatch(_listener.SafeHandle);
            _ = _context.Reactor.Schedule(AcceptAgain, Listen);
            return;
        }

        if (_peers.Count >= MostConnections)
        {
            socket.Dispose();
            return;
        }

        var connection = new FrameConnection(_context.Reactor, socket, OnFrame, OnClose);
        _peers[connection] = null;
        if (connection.Peer.UserId != LibC.UserId())
            connection.Dispose();
        else
            _context.Reactor.Schedule(HelloWithin, () => DismissSilent(connection));
    }

    private void DismissSilent(FrameConnection connection)
    {
        if (_peers.TryGetValue(connection, out IPeer? peer) && peer is null)
            connection.Dispose();
    }

    private void OnFrame(FrameConnection connection, Frame frame)
    {
        if (_peers[connection] is { } peer)
        {
            peer.OnFrame(frame);
            return;
        }

        IPeer? welcomed = frame.Type == FrameType.Hello ? _welcome(connection, Hello.Parse(frame.Payload)) : null;
        if (welcomed is null)
            connection.Dispose();
        else
            _peers[connection] = welcomed;
    }

    private void OnClose(FrameConnection connection)
    {
        if (_peers.Remove(connection, out IPeer? peer))
            peer?.OnClose();
    }
}
