using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Which alerts go which way. With rules, a channel is given an alert if one of them says so; without any, every channel is given every alert.</summary>
public sealed record AlertRule
{
    /// <summary>The components it is about; <c>*</c> stands for any text. Default all.</summary>
    public string Components { get; set; } = "*";

    /// <summary>This severity and worse ones. Default Critical; or Failed.</summary>
    public HealthState From { get; set; } = HealthState.Critical;

    /// <summary>From this time of day on, in the machine's time zone; null means the whole day.</summary>
    public TimeOnly? After { get; set; }

    /// <summary>Up to this time of day. Earlier than <see cref="After"/>, the span goes over midnight; null means the whole day.</summary>
    public TimeOnly? Before { get; set; }

    /// <summary>Names of channels: <c>log</c>, <c>webhook</c>, <c>email</c>, <c>command</c>; none means all.</summary>
    public IList<string> Channels { get; } = [];

    /// <summary>Whether an alert that comes at this local time goes to a channel.</summary>
    internal bool Sends(Alert alert, string channel, TimeOnly now) =>
        alert.Severity <= From
        && NamePattern.Matches(Components, alert.Component.Value)
        && (After is not { } after || Before is not { } before || now.IsBetween(after, before))
        && (Channels.Count == 0 || Channels.Contains(channel, StringComparer.OrdinalIgnoreCase));
}
