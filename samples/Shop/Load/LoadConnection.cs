using System.Net;
using System.Net.Sockets;

namespace Shop.Load;

/// <summary>One connection, one request at a time. Not thread-safe.</summary>
internal sealed class LoadConnection : IDisposable
{
    private const int MaxAnswer = 1 << 20;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[4_096];

    /// <summary>Whether the other side has closed it, or spoken unasked.</summary>
    public bool IsDead => _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <returns>Why there is no connection; null where there is one.</returns>
    public async Task<Outcome?> ConnectAsync(IPEndPoint target, CancellationToken cancellation)
    {
        try
        {
            await _socket.ConnectAsync(target, cancellation);
            return null;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // Linux refuses with ECONNREFUSED; these two come from a connection that was made and lost before we saw it.
            return Outcome.ResetBeforeRequest;
        }
        catch (SocketException)
        {
            return Outcome.Refused;
        }
    }

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<(Outcome Outcome, HttpAnswer? Answer)> ExchangeAsync(LoadRequest request, CancellationToken cancellation)
    {
        int sent = 0;
        try
        {
            while (sent < request.Bytes.Length)
                sent += await _socket.SendAsync(request.Bytes[sent..], cancellation);
            HttpAnswer answer = await ReceiveAsync(cancellation);
            return (Judge(request, answer), answer);
        }
        catch (SocketException)
        {
            return (sent == 0 ? Outcome.ResetBeforeRequest : Outcome.ResetInFlight, null);
        }
        catch (FormatException)
        {
            return (Outcome.Wrong, null);
        }
    }

    public void Dispose() => _socket.Dispose();

    private static Outcome Judge(LoadRequest request, HttpAnswer answer)
    {
        if (answer.Status >= 400)
            return Outcome.HttpError;
        try
        {
            return request.IsRight(answer) ? Outcome.Ok : Outcome.Wrong;
        }
        catch (Exception)
        {
            return Outcome.Wrong; // an answer that can not even be looked at, as malformed JSON
        }
    }

    private async Task<HttpAnswer> ReceiveAsync(CancellationToken cancellation)
    {
        int received = 0;
        while (true)
        {
            if (received == _buffer.Length)
                Grow();
            int count = await _socket.ReceiveAsync(_buffer.AsMemory(received), cancellation);
            if (count == 0)
                throw new SocketException((int)SocketError.ConnectionReset); // closed before the answer was whole
            received += count;
            if (HttpAnswerReader.Read(_buffer.AsSpan(0, received)) is { } answer)
                return answer;
        }
    }

    private void Grow()
    {
        if (_buffer.Length >= MaxAnswer)
            throw new FormatException("The answer is too long.");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
