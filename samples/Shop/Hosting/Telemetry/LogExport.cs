using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Shop.Hosting.Telemetry;

/// <summary>Takes the log records of the service.</summary>
internal sealed class LogExport(OtlpFile file) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(file, categoryName);

    public void Dispose()
    {
        // The file is the container's.
    }

    private sealed class Logger(OtlpFile file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Activity? span = Activity.Current;
            if (span is null or { Recorded: true })
                file.Write(category, logLevel, formatter(state, exception), state as IReadOnlyList<KeyValuePair<string, object?>> ?? [], exception, span);
        }
    }
}
