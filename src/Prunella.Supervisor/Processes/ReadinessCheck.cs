using System.Net.Sockets;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>Finds out when a started process can serve, where it does not say so itself.</summary>
internal sealed class ReadinessCheck(ILoop loop, Readiness readiness)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = Patience,
    };

    private IDisposable? _timer;
    private int _round;

    /// <summary>Looks until it is ready or ended; calls <paramref name="onReady"/> once, on the loop, never within this call.</summary>
    public void Begin(Action onReady)
    {
        End();
        if (readiness is Readiness.Alive alive)
            _timer = loop.Schedule(alive.Time, onReady);
        else if (readiness is Readiness.Http or Readiness.Tcp)
            _ = LookAsync(_round, onReady);
    }

    /// <summary>Looks no more.</summary>
    public void End()
    {
        _round++;
        _timer?.Dispose();
    }

    // Its continuations run on the loop, so it never races with End.
    private async Task LookAsync(int round, Action onReady)
    {
        while (!await CanServeAsync())
        {
            if (round != _round)
                return;
            var paused = new TaskCompletionSource();
            _timer = loop.Schedule(Pause, paused.SetResult);
            await paused.Task;
        }

        if (round == _round)
            onReady();
    }

    private async Task<bool> CanServeAsync()
    {
        try
        {
            if (readiness is Readiness.Http http)
            {
                using HttpResponseMessage answer = await Client.GetAsync(http.Url, HttpCompletionOption.ResponseHeadersRead);
                return answer.IsSuccessStatusCode;
            }

            using var patience = new CancellationTokenSource(Patience);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(((Readiness.Tcp)readiness).EndPoint, patience.Token);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
