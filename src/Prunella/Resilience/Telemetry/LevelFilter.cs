using Microsoft.Extensions.Logging;

namespace Prunella.Resilience;

/// <summary>Lets through what the flags <c>SELF_HEALING_LOGGING</c> and <c>SELF_HEALING_LOG_LEVEL</c> allow, as they stand at that moment.</summary>
internal sealed class LevelFilter(ILogger inner, Func<SelfHealingFlags> flags) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => flags() is { Logging: true } current && logLevel >= current.LogLevel && inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
