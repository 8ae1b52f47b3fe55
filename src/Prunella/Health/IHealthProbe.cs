namespace Prunella.Health;

/// <summary>Looks at a component when asked. Thread-safe.</summary>
public interface IHealthProbe
{
    /// <summary>What it does, for people: <c>GET http://127.0.0.1:5101/health</c>.</summary>
    string Description { get; }

    /// <summary>Takes one look. An exception, or no answer within the schedule's timeout, counts as failed.</summary>
    ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken);
}
