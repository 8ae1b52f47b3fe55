using Microsoft.Extensions.Logging;

namespace Prunella.Patterns.Scrubbing;

/// <summary>A logger whose entries are scrubbed before they reach the one behind it.</summary>
internal sealed class ScrubbingLogger(ILogger inner, Scrubber scrubber) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => inner.BeginScope(ScrubbedState.Of(state, state.ToString() ?? "", scrubber));

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!inner.IsEnabled(logLevel))
            return;
        ScrubbedState scrubbed = ScrubbedState.Of(state, formatter(state, exception), scrubber);
        inner.Log(logLevel, eventId, scrubbed, ScrubbedException.Of(exception, scrubber), static (values, _) => values.ToString());
    }
}
