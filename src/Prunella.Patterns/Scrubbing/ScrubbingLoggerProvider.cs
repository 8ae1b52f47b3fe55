using Microsoft.Extensions.Logging;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Puts a scrubber before a provider of loggers: what that writes has no secrets in its message, its values and its exception.</summary>
public sealed class ScrubbingLoggerProvider(ILoggerProvider inner, Scrubber scrubber) : ILoggerProvider
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new ScrubbingLogger(inner.CreateLogger(categoryName), scrubber);

    /// <summary>Disposes the provider behind it.</summary>
    public void Dispose() => inner.Dispose();
}
