using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>When people are told. Section <c>Prunella:Health:Alerts</c>.</summary>
public sealed record AlertOptions
{
    /// <summary>This state and worse ones raise an alert. Default Critical; or Failed.</summary>
    public HealthState From { get; set; } = HealthState.Critical;

    /// <summary>An episode that goes on is told again after this long. Default 1 h, positive.</summary>
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// An episode is over once the component has been better for this long. Default 30 s, not negative. So one that crashes and is healed over and
    /// over is one episode.
    /// </summary>
    public TimeSpan EndsAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The first notice of an episode waits this long, for what else begins meanwhile: replicas of one group are told in one alert, and an episode that is over by then is
    /// not told at all. Default none, not negative.
    /// </summary>
    public TimeSpan GroupWait { get; set; }

    /// <summary>Addresses that alerts are posted to; each is a secret. Default none.</summary>
    public IList<string> Webhooks { get; } = [];

    /// <summary>Which alerts go which way. Default none: all go every way.</summary>
    public IList<AlertRule> Rules { get; } = [];

    /// <summary>How alerts are mailed; without a host they are not.</summary>
    public EmailOptions Email { get; set; } = new();

    /// <summary>A program that is given each alert, and its arguments. Default none.</summary>
    public IList<string> Command { get; } = [];
}
