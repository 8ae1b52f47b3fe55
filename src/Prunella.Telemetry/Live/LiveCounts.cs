namespace Prunella.Telemetry.Live;

/// <summary>What a live analysis has taken in since it began.</summary>
/// <param name="Spans">Spans.</param>
/// <param name="Records">Records of logs, those that lines of output made too.</param>
/// <param name="Points">Points of metrics.</param>
/// <param name="Lines">Lines of output.</param>
/// <param name="Lost">Lines of output for which there was no room.</param>
/// <param name="LeftOut">Spans and records beyond the limits of what is told apart.</param>
public sealed record LiveCounts(long Spans, long Records, long Points, long Lines, long Lost, long LeftOut);
