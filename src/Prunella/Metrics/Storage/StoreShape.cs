namespace Prunella.Metrics;

/// <summary>How steps of the three tiers lie on the time line. Immutable.</summary>
/// <param name="Period">The time of a step at full resolution; a whole part of a minute.</param>
internal sealed record StoreShape(TimeSpan Period)
{
    /// <summary>Steps in a packed block, by tier.</summary>
    public const int FineLength = 60, MinuteLength = 15, HourLength = 6;

    private static readonly TimeSpan FineKept = TimeSpan.FromHours(1);

    /// <summary>Periods in a minute.</summary>
    public long InMinute { get; } = TimeSpan.TicksPerMinute / Period.Ticks;

    /// <summary>Blocks of an hour at full resolution.</summary>
    public int FineBlocks => (int)(FineKept.Ticks / Period.Ticks / FineLength) + 1;

    /// <summary>Blocks of a day of minutes.</summary>
    public static int MinuteBlocks => (24 * 60 / MinuteLength) + 1;

    /// <summary>Blocks of a month of hours.</summary>
    public static int HourBlocks => (31 * 24 / HourLength) + 1;

    /// <summary>The step of a tier that a moment ends.</summary>
    /// <remarks>The point of a step has the time of the step's end, so that a point never speaks of the future.</remarks>
    public long StepOf(DateTimeOffset time, PointResolution tier) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / Length(tier).Ticks;

    /// <summary>The moment at which a step ends: that of its point.</summary>
    public DateTimeOffset EndOf(long step, PointResolution tier) =>
        new(DateTimeOffset.UnixEpoch.UtcTicks + ((tier == PointResolution.Period ? step : step + 1) * Length(tier).Ticks), TimeSpan.Zero);

    /// <summary>Whether a block begins after a moment: it was written while the clock was wrong.</summary>
    public bool IsAfter(int block, PointResolution tier, DateTimeOffset time) => (long)block * BlockLength(tier) > StepOf(time, tier);

    private static int BlockLength(PointResolution tier) => tier switch
    {
        PointResolution.Minute => MinuteLength,
        PointResolution.Hour => HourLength,
        _ => FineLength,
    };

    /// <summary>The time of a step.</summary>
    public TimeSpan Length(PointResolution tier) => tier switch
    {
        PointResolution.Minute => TimeSpan.FromMinutes(1),
        PointResolution.Hour => TimeSpan.FromHours(1),
        _ => Period,
    };
}
