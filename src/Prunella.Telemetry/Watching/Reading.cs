namespace Prunella.Telemetry.Watching;

/// <summary>One value of a metric of a service.</summary>
/// <param name="Time">When it was read.</param>
/// <param name="Service">Whose it is.</param>
/// <param name="Metric">Its name; what it says of the service is told by <see cref="Health.SignalNaming"/>.</param>
/// <param name="Value">The value; NaN where there is none.</param>
public readonly record struct Reading(DateTimeOffset Time, string Service, string Metric, double Value);
