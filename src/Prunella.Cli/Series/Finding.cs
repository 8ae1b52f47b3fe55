namespace Prunella.Cli.Series;

/// <summary>An unusual point that <c>detect</c> found.</summary>
internal sealed record Finding(DateTimeOffset Time, double Value, double Score, double Deviation);
