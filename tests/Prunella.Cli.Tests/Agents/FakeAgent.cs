using System.Net.Sockets;
using System.Text.Json;
using Prunella.Link;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Agents;

/// <summary>Answers operators over a real socket with what the test says.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly string _socket;
    private readonly Task _serving;

    public FakeAgent(RuntimeDirectory runtime, string project)
    {
        _ = runtime.Prepare(project);
        _socket = runtime.SocketOf(project);
        _listener.Bind(new UnixDomainSocketEndPoint(_socket));
        _listener.Listen();
        _serving = ServeAsync();
    }

    /// <summary>What was asked, in order.</summary>
    public List<AgentRequest> Requests { get; } = [];

    /// <summary>Who said hello, in order.</summary>
    public List<Hello> Hellos { get; } = [];

    /// <summary>The answers to each request; the end is added.</summary>
    public Func<AgentRequest, IEnumerable<AgentReply>> Answers { get; set; } = static _ => [];

    public EndPayload End { get; set; } = new(0);

    /// <summary>Whether it takes requests and never answers.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Whether it hangs up instead of ending the answer.</summary>
    public bool HangsUp { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        File.Delete(_socket);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.AcceptAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket peer)
    {
        using Socket socket = peer;
        var frames = new FrameReader();
        byte[] received = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(received, _end.Token) is > 0 and var count)
            {
                received.AsSpan(0, count).CopyTo(frames.Space());
                frames.Advance(count);
                foreach (byte[] answer in Frames(frames))
                    _ = await socket.SendAsync(answer, _end.Token);
                if (HangsUp && Requests.Count > 0)
                    return;
            }
        }
        catch (SocketException)
        {
            // The operator hung up.
        }
    }

    private List<byte[]> Frames(FrameReader frames)
    {
        var answers = new List<byte[]>();
        while (frames.TryRead(out Frame frame))
        {
            if (frame.Type == FrameType.Hello)
            {
                Hellos.Add(Hello.Parse(frame.Payload));
                continue;
            }

            AgentRequest request = JsonSerializer.Deserialize(frame.Payload, ControlJson.Default.AgentRequest)!;
            Requests.Add(request);
            if (IsDeaf)
                continue;
            foreach (AgentReply reply in Answers(request))
                answers.Add(FrameWriter.ToArray(FrameType.Reply, JsonSerializer.SerializeToUtf8Bytes(reply, ControlJson.Default.AgentReply)));
            if (!HangsUp)
                answers.Add(FrameWriter.ToArray(FrameType.End, End.ToBytes()));
        }

        return answers;
    }
}
