using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Prunella.Link;

namespace Prunella.Supervisor.Control;

/// <summary>An operator's connection to the agent of a project. One request at a time.</summary>
public sealed class AgentClient : IDisposable
{
    private readonly Socket _socket;
    private readonly string _path;
    private readonly FrameReader _frames = new();
    private readonly byte[] _received = new byte[16 * 1024];
    private Memory<byte> _unread;

    private AgentClient(Socket socket, string path)
    {
        _socket = socket;
        _path = path;
    }

    /// <summary>Connects to the agent that listens at <paramref name="socketPath"/> and says who is there.</summary>
    /// <exception cref="AgentUnreachableException">None listens there.</exception>
    public static async Task<AgentClient> ConnectAsync(string socketPath, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socketPath);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken).ConfigureAwait(false);
            var client = new AgentClient(socket, socketPath);
            string version = typeof(AgentClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
            await client.WriteAsync(FrameType.Hello, new Hello(LinkRole.Operator, Environment.ProcessId, version).ToBytes(), cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new AgentUnreachableException(error.SocketErrorCode is SocketError.AccessDenied
                ? $"The agent at {socketPath} belongs to another user."
                : $"No agent answers at {socketPath}.", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks, and gives each reply as it comes; ends when the agent says that it is done.</summary>
    /// <exception cref="AgentRefusedException">The agent ended it with an exit code that is not zero.</exception>
    /// <exception cref="AgentUnreachableException">The agent went away, or does not speak this version.</exception>
    public async IAsyncEnumerable<AgentReply> AskAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await WriteAsync(FrameType.Request, JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.AgentRequest), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            while (Next(out AgentReply? reply, out EndPayload? end))
            {
                if (reply is not null)
                    yield return reply;
                if (end is { ExitCode: 0 })
                    yield break;
                if (end is not null)
                    throw new AgentRefusedException((ExitCode)end.ExitCode, end.Error ?? "The agent gave no reason.");
            }

            await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for something that is answered by one reply.</summary>
    /// <typeparam name="TReply">The answer that the request's documentation names.</typeparam>
    /// <exception cref="AgentRefusedException">The agent ended it with an exit code that is not zero.</exception>
    /// <exception cref="AgentUnreachableException">The agent went away, or does not speak this version.</exception>
    public async Task<TReply> AskOneAsync<TReply>(AgentRequest request, CancellationToken cancellationToken = default)
        where TReply : AgentReply
    {
        TReply? answer = null;
        await foreach (AgentReply reply in AskAsync(request, cancellationToken).ConfigureAwait(false))
            answer ??= reply as TReply;
        return answer ?? throw Misunderstood($"it sent no {typeof(TReply).Name}", inner: null);
    }

    /// <summary>Hangs up.</summary>
    public void Dispose() => _socket.Dispose();

    // True for every frame, also for one that says nothing to an operator.
    private bool Next(out AgentReply? reply, out EndPayload? end)
    {
        reply = null;
        end = null;
        try
        {
            Frame frame;
            while (!_frames.TryRead(out frame))
            {
                if (_unread.IsEmpty)
                    return false;
                Feed();
            }

            if (frame.Type == FrameType.Reply)
                reply = JsonSerializer.Deserialize(frame.Payload, ControlJson.Default.AgentReply);
            else if (frame.Type == FrameType.End)
                end = EndPayload.Parse(frame.Payload);
            return true;
        }
        catch (Exception error) when (error is FrameException or JsonException or NotSupportedException)
        {
            throw Misunderstood(error.Message, error);
        }
    }

    private void Feed()
    {
        Span<byte> space = _frames.Space();
        int count = Math.Min(space.Length, _unread.Length);
        _unread.Span[..count].CopyTo(space);
        _frames.Advance(count);
        _unread = _unread[count..];
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            int count = await _socket.ReceiveAsync(_received.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                throw new AgentUnreachableException($"The agent at {_path} hung up.");
            _unread = _received.AsMemory(0, count);
        }
        catch (SocketException error)
        {
            throw new AgentUnreachableException($"The agent at {_path} went away.", error);
        }
    }

    private async Task WriteAsync(FrameType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        byte[] frame = FrameWriter.ToArray(type, payload.Span);
        try
        {
            for (int sent = 0; sent < frame.Length;)
                sent += await _socket.SendAsync(frame.AsMemory(sent), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            throw new AgentUnreachableException($"The agent at {_path} went away.", error);
        }
    }

    private AgentUnreachableException Misunderstood(string detail, Exception? inner) =>
        new($"The agent at {_path} speaks another version than this tool: {detail}", inner);
}
