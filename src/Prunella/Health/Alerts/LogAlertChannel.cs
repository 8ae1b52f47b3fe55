using Microsoft.Extensions.Logging;

namespace Prunella.Health;

/// <summary>Tells people by the log: Critical while there is trouble, Information when it is over.</summary>
/// <param name="logger">The log.</param>
public sealed class LogAlertChannel(ILogger<LogAlertChannel> logger) : IAlertChannel
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public ValueTask SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (alert.Kind == AlertKind.Ended)
            logger.AlertEnded(alert.Title, alert.Reason);
        else
            logger.AlertRaised(alert.Title, alert.Cause is { } cause ? $"{alert.Reason}; likeliest cause: {cause}" : alert.Reason);
        return ValueTask.CompletedTask;
    }
}
