namespace Prunella.Health;

/// <summary>Asks a function. It runs on the thread pool and may block.</summary>
public sealed class DelegateProbe : IHealthProbe
{
    private readonly Func<CancellationToken, ValueTask<HealthReading>> _measure;

    /// <param name="description">What it does, for people.</param>
    /// <param name="measure">The function. An exception counts as failed.</param>
    public DelegateProbe(string description, Func<CancellationToken, ValueTask<HealthReading>> measure)
    {
        ArgumentException.ThrowIfNullOrEmpty(description);
        ArgumentNullException.ThrowIfNull(measure);
        Description = description;
        _measure = measure;
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken) => _measure(cancellationToken);
}
