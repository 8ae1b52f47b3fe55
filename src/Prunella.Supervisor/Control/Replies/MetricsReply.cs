namespace Prunella.Supervisor.Control;

/// <summary>Series in a window, by name.</summary>
/// <param name="At">The end of the window.</param>
/// <param name="Window">How long it is.</param>
/// <param name="Series">As many as fit into a reply.</param>
/// <param name="LeftOut">How many more there are.</param>
public sealed record MetricsReply(DateTimeOffset At, TimeSpan Window, IReadOnlyList<SeriesView> Series, int LeftOut) : AgentReply;
