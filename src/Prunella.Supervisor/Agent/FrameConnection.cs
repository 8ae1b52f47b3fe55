using System.Net.Sockets;
using Prunella.Link;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>One peer at the agent's socket: frames in, frames out, both bounded, on the reactor's thread.</summary>
internal sealed class FrameConnection : IDisposable
{
    // An operator who reads too slowly for this is let go.
    private const int MostPending = 8 * 1024 * 1024;
    private const int ReadsPerTurn = 16;

    private readonly Reactor _reactor;
    private readonly Socket _socket;
    private readonly FrameReader _reader = new();
    private readonly Queue<byte[]> _pending = [];
    private readonly FrameHandler _onFrame;
    private readonly Action<FrameConnection> _onClose;
    private int _pendingBytes;
    private int _sentOfFirst;
    private bool _closed;

    public FrameConnection(Reactor reactor, Socket socket, FrameHandler onFrame, Action<FrameConnection> onClose)
    {
        _reactor = reactor;
        _socket = socket;
        _onFrame = onFrame;
        _onClose = onClose;
        socket.Blocking = false;
        Watch();
    }

    /// <summary>Takes one frame; its bytes are good until it returns.</summary>
    public delegate void FrameHandler(FrameConnection connection, Frame frame);

    /// <summary>Who the peer is, by the kernel's word: its process id and user id.</summary>
    public (int ProcessId, uint UserId) Peer
    {
        get
        {
            const int socketLevel = 1;
            const int peerCredentials = 17;
            Span<byte> credentials = stackalloc byte[3 * sizeof(int)];
            _ = _socket.GetRawSocketOption(socketLevel, peerCredentials, credentials);
            return (BitConverter.ToInt32(credentials), BitConverter.ToUInt32(credentials[sizeof(int)..]));
        }
    }

    public bool IsClosed => _closed;

    /// <summary>Bytes that wait for the peer to read.</summary>
    public int Pending => _pendingBytes;

    /// <summary>Sends a frame, now or as the peer reads.</summary>
    public void Send(FrameType type, ReadOnlySpan<byte> payload)
    {
        if (_closed)
            return;
        byte[] frame = FrameWriter.ToArray(type, payload);
        _pending.Enqueue(frame);
        _pendingBytes += frame.Length;
        if (_pendingBytes > MostPending)
            Dispose();
        else if (_pending.Count == 1)
            Flush();
    }

    /// <summary>Ends the connection once what waits has been sent.</summary>
    public bool CloseWhenSent { get; set; }

    public void Dispose()
    {
        if (_closed)
            return;
        _closed = true;
        _reactor.Unwatch(_socket.SafeHandle);
        _socket.Dispose();
        _pending.Clear();
        _onClose(this);
    }

    private void Watch() =>
        _reactor.Watch(_socket.SafeHandle, _pending.Count > 0 ? Interest.Read | Interest.Write : Interest.Read, OnReady);

    private void OnReady(Interest seen)
    {
        if (seen.HasFlag(Interest.Write))
            Flush();
        if ((seen & (Interest.Read | Interest.HangUp | Interest.Error)) != Interest.None)
            Receive();
    }

    /// <summary>Reads what has arrived up to now.</summary>
    public void Receive()
    {
        try
        {
            for (int i = 0; i < ReadsPerTurn && !_closed; i++)
            {
                int count = _socket.Receive(_reader.Space(), SocketFlags.None, out SocketError error);
                if (error == SocketError.WouldBlock)
                    return;
                if (error != SocketError.Success || count == 0)
                {
                    Dispose();
                    return;
                }

                _reader.Advance(count);
                while (!_closed && _reader.TryRead(out Frame frame))
                    _onFrame(this, frame);
            }
        }
        catch (FrameException error) when (error.Fault != FrameFault.UnknownEvent)
        {
            Dispose();
        }
    }

    private void Flush()
    {
        while (_pending.TryPeek(out byte[]? frame))
        {
            int sent = _socket.Send(frame.AsSpan(_sentOfFirst), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                break;
            if (error != SocketError.Success)
            {
                Dispose();
                return;
            }

            _pendingBytes -= sent;
            _sentOfFirst += sent;
            if (_sentOfFirst == frame.Length)
            {
                _ = _pending.Dequeue();
                _sentOfFirst = 0;
            }
        }

        if (_pending.Count == 0 && CloseWhenSent)
            Dispose();
        else
            Watch();
    }
}
