namespace Prunella.Health;

/// <summary>A way to tell people.</summary>
public interface IAlertChannel
{
    /// <summary>Its name, for the journal: <c>log</c>, <c>webhook</c> …</summary>
    string Name { get; }

    /// <summary>Delivers one alert; one at a time, on the thread pool. An exception means that it could not be delivered, for good.</summary>
    ValueTask SendAsync(Alert alert, CancellationToken cancellationToken);
}
