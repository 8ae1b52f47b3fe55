using Microsoft.Extensions.Logging;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Tests.Scrubbing;

public sealed class LoggerTests
{
    [Fact]
    public void Message_values_and_exception_reach_the_provider_without_secrets()
    {
        using var kept = new KeepingProvider();
        using var provider = new ScrubbingLoggerProvider(kept, new Scrubber());
        ILogger logger = provider.CreateLogger("test");

#pragma warning disable CA1848, CA2254 // a test of the plain call
        logger.LogError(new InvalidOperationException("login with password=q7Hd92kkA failed"), "user {User} with {Password} at {Count}", "jane", "hunter2sX9", 7);
#pragma warning restore CA1848, CA2254

        (string message, IReadOnlyList<KeyValuePair<string, object?>> values, Exception? error) = Assert.Single(kept.Entries);
        Assert.DoesNotContain("q7Hd92kkA", error!.ToString(), StringComparison.Ordinal);
        Assert.Contains("login with password=<secret:password:", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("<secret:password:", Assert.IsType<string>(values.Single(static pair => pair.Key == "Password").Value), StringComparison.Ordinal);
        Assert.Equal(7, values.Single(static pair => pair.Key == "Count").Value);
        Assert.Equal("jane", values.Single(static pair => pair.Key == "User").Value);
        Assert.DoesNotContain("hunter2sX9", message, StringComparison.Ordinal);
    }

    private sealed class KeepingProvider : ILoggerProvider, ILogger
    {
        public List<(string Message, IReadOnlyList<KeyValuePair<string, object?>> Values, Exception? Error)> Entries { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((formatter(state, exception), (IReadOnlyList<KeyValuePair<string, object?>>)(object)state!, exception));
    }
}
