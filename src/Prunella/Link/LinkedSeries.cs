using Prunella.Metrics;

namespace Prunella.Link;

/// <summary>A series that a process tells the agent of.</summary>
/// <param name="Number">Its number on this connection, from 0 on; below <see cref="MetricsPayload.MostSeries"/>.</param>
/// <param name="Key">What tells it from others, without the component.</param>
/// <param name="Description">What its maker says of it; may be empty.</param>
public sealed record LinkedSeries(int Number, SeriesKey Key, string Description);
