using Microsoft.Extensions.Logging;

namespace Prunella.Metrics;

/// <summary>Event ids 7000 to 7099 belong to Metrics.</summary>
internal static partial class MetricsLog
{
    [LoggerMessage(7000, LogLevel.Warning, "[SELF-HEAL] Observable instruments or sources took longer than {Limit}; their series have no values until they answer")]
    public static partial void CollectionLate(this ILogger logger, TimeSpan limit);

    [LoggerMessage(7001, LogLevel.Warning, "[SELF-HEAL] Observable instruments threw")]
    public static partial void InstrumentsFailed(this ILogger logger, Exception error);

    [LoggerMessage(7002, LogLevel.Warning, "[SELF-HEAL] The source {Source} of metrics threw")]
    public static partial void SourceFailed(this ILogger logger, string source, Exception error);

    [LoggerMessage(7003, LogLevel.Error, "[SELF-HEAL] An observer of metrics threw ({Observer})")]
    public static partial void ObserverFailed(this ILogger logger, string observer, Exception error);

    [LoggerMessage(7004, LogLevel.Error, "[SELF-HEAL] An observer of metrics threw {Times} times in a row and is asked no more ({Observer})")]
    public static partial void ObserverGivenUp(this ILogger logger, string observer, int times);

    [LoggerMessage(7005, LogLevel.Error, "[SELF-HEAL] A turn of the metrics hub failed; the hub goes on")]
    public static partial void TurnFailed(this ILogger logger, Exception error);

    [LoggerMessage(7006, LogLevel.Warning, "[SELF-HEAL] The history of metrics cannot be kept in {File}; metrics go on without")]
    public static partial void HistoryFailed(this ILogger logger, string file, Exception error);

    [LoggerMessage(7007, LogLevel.Warning, "[SELF-HEAL] The history of metrics in {File} ends in {Bytes} bytes that are no whole record; they are dropped")]
    public static partial void HistoryTorn(this ILogger logger, string file, long bytes);
}
