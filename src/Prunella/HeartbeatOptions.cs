namespace Prunella;

/// <summary>How a supervised process shows that it lives. Section <c>Prunella:Heartbeat</c>.</summary>
public sealed record HeartbeatOptions
{
    /// <summary>Time from one heartbeat to the next. Default 250 ms, from 50 ms to 1 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(250);
}
