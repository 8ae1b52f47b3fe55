namespace Prunella.Health;

/// <summary>How a <see cref="SeriesDetector"/> judges. One set for series of every kind and interval.</summary>
public sealed record DetectorOptions
{
    /// <summary>How many alarms by chance a series may give in a day. Default 0.1, in (0, 100].</summary>
    /// <remarks>Over any stretch of days there are at most this many for each, and fifteen once.</remarks>
    public double AlarmsPerDay { get; set; } = 0.1;

    /// <summary>What was seen longer ago than this, and not again since, is forgotten (within twice the time). Default 28 days, at least 1 minute.</summary>
    public TimeSpan Memory { get; set; } = TimeSpan.FromDays(28);

    /// <summary>So many of the last <see cref="ConfirmOf"/> points must be off before an alarm changes the state. Default 2, in [1, <see cref="ConfirmOf"/>].</summary>
    public int ConfirmAfter { get; set; } = 2;

    /// <summary>The window of <see cref="ConfirmAfter"/>; so many good points in a row end the trouble. Default 4, in [1, 32].</summary>
    public int ConfirmOf { get; set; } = 4;

    /// <summary>From this distance on, in standard deviations of the time before the alarm, the series is critical. Default 12, at least 3.</summary>
    public double CriticalDeviation { get; set; } = 12;

    /// <summary>From this distance on the series has failed. Default infinite: a number alone is no proof of that.</summary>
    public double FailedDeviation { get; set; } = double.PositiveInfinity;

    /// <summary>A state that lasts longer than this is the new normal. Default 30 min, positive.</summary>
    public TimeSpan AcceptAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Which way is bad. Default both.</summary>
    public BadDirection Bad { get; set; } = BadDirection.Both;

    /// <summary>A value nearer to zero than this raises no alarm and spends no budget, however unusual. Default 0, not negative.</summary>
    public double Least { get; set; }
}
