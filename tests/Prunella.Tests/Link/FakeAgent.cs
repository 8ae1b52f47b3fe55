using System.Net.Sockets;
using Prunella.Link;

namespace Prunella.Tests.Link;

/// <summary>An agent of a few lines: listens, and reads when the test asks for a frame.</summary>
internal sealed class FakeAgent : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pl");
    private Socket? _listener;
    private Socket? _peer;
    private FrameReader _reader = new();

    public string Path => System.IO.Path.Combine(_folder.FullName, "s");

    public void Listen()
    {
        File.Delete(Path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
    }

    /// <summary>Waits for the process to connect; 30 s is a watchdog, not an expectation.</summary>
    public void Accept()
    {
        Assert.True(_listener!.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead), "nobody connected");
        _peer = _listener.Accept();
        _peer.ReceiveTimeout = 30_000;
        _reader = new FrameReader();
    }

    public (FrameType Type, byte[] Payload) Next()
    {
        Frame frame;
        while (!_reader.TryRead(out frame))
        {
            int count = _peer!.Receive(_reader.Space());
            if (count == 0)
                throw new EndOfStreamException();
            _reader.Advance(count);
        }

        return (frame.Type, frame.Payload.ToArray());
    }

    /// <summary>The next frame of a type; others are passed over. Beats never end, so that it needs a watchdog of its own.</summary>
    public byte[] Next(FrameType type)
    {
        long begun = Environment.TickCount64;
        while (Environment.TickCount64 - begun < 30_000)
        {
            (FrameType read, byte[] payload) = Next();
            if (read == type)
                return payload;
        }

        throw new TimeoutException($"no {type} came");
    }

    public void HangUp()
    {
        _peer?.Dispose();
        _listener?.Dispose();
    }

    public void Dispose()
    {
        HangUp();
        _folder.Delete(recursive: true);
    }
}
