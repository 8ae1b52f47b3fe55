using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Prunella.Journal;

namespace Prunella.Health;

/// <summary>Brings alerts to one channel, one after another, on the thread pool; a channel that hangs holds up only itself.</summary>
internal sealed class AlertDelivery : IDisposable
{
    /// <summary>Beyond so many that wait, the oldest is dropped and noted.</summary>
    public const int Capacity = 256;

    /// <summary>After this long a channel has failed, whatever it still does.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly IAlertChannel _channel;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<Alert> _queue;
    private readonly CancellationTokenSource _end = new();

    public AlertDelivery(IAlertChannel channel, IJournal journal, TimeProvider time, ILogger logger)
    {
        (_channel, _journal, _time, _logger) = (channel, journal, time, logger);
        _queue = Channel.CreateBounded<Alert>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, Drop);
        _ = Task.Run(RunAsync);
    }

    public string Name => _channel.Name;

    public void Offer(Alert alert) => _queue.Writer.TryWrite(alert);

    public void Dispose()
    {
        _ = _queue.Writer.TryComplete();
        _ = _end.CancelAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (Alert alert in _queue.Reader.ReadAllAsync(_end.Token).ConfigureAwait(false))
                Note(alert, await SendAsync(alert).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // An ordinary end.
        }
    }

    private async Task<string?> SendAsync(Alert alert)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            // A channel that is deaf to its token, or blocks, is left to itself.
            await Task.Run(() => _channel.SendAsync(alert, limited.Token).AsTask(), CancellationToken.None)
                .WaitAsync(Limit, _time, _end.Token).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException)
        {
            await limited.CancelAsync().ConfigureAwait(false);
            return $"no answer within {Limit.TotalSeconds:0} s";
        }
        catch (Exception error) when (!_end.IsCancellationRequested)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private void Drop(Alert alert)
    {
        HealthMetrics.AlertDropped(_channel.Name);
        Note(alert, "dropped: the channel is too slow");
    }

    private void Note(Alert alert, string? error)
    {
        _journal.Append(new AlertRaised
        {
            Component = alert.Component,
            Severity = alert.Severity,
            Title = alert.Title,
            Channel = _channel.Name,
            Error = error,
        });
        if (error is not null)
            _logger.AlertUndelivered(alert.Title, _channel.Name, error);
    }
}
