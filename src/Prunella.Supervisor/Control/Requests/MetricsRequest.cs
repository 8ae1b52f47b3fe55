namespace Prunella.Supervisor.Control;

/// <summary>What does the agent measure? Answered by one <see cref="MetricsReply"/>, by name.</summary>
public sealed record MetricsRequest : AgentRequest
{
    /// <summary>A part of the names of the series, without regard to case; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>The component whose series are meant; the empty text for the agent itself, null for all.</summary>
    public string? Component { get; init; }

    /// <summary>How far back to look. Default 10 min.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);
}
