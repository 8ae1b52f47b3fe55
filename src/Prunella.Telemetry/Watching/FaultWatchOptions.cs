namespace Prunella.Telemetry.Watching;

/// <summary>How a <see cref="FaultWatch"/> looks.</summary>
public sealed record FaultWatchOptions
{
    /// <summary>Time from one look to the next. Default 5 s; positive.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much of the newest time a look takes in, and what ordinary time is cut into. Default 20 s; at least <see cref="Step"/>.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A second, longer look, for what is seldom done. Default 60 s; at least <see cref="Window"/>.</summary>
    public TimeSpan LongWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a trouble must last before it is told: what passes by itself sooner hurts nobody twice. Default 48 s.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(48);

    /// <summary>While it lasts it is told again after so long. Default 15 s; positive.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Deviations from ordinary time from which on it is trouble. Default 3.7; positive.</summary>
    public double Alarm { get; init; } = 3.7;

    /// <summary>Deviations below which a trouble has passed. Default 3; at most <see cref="Alarm"/>.</summary>
    public double Calm { get; init; } = 3;

    /// <summary>The least slowness that counts. Default 5 ms.</summary>
    public TimeSpan LeastDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <param name="parameter">What the caller calls these options.</param>
    /// <exception cref="ArgumentException">A value is not as it must be; the message names it.</exception>
    internal void Check(string parameter)
    {
        if (Step <= TimeSpan.Zero || Window < Step || LongWindow < Window)
            throw new ArgumentException($"{nameof(Step)} must be positive, {nameof(Window)} at least as long, {nameof(LongWindow)} at least as long as that.", parameter);
        if (Hold < TimeSpan.Zero || Repeat <= TimeSpan.Zero)
            throw new ArgumentException($"{nameof(Hold)} must not be negative, {nameof(Repeat)} must be positive.", parameter);
        if (!(Calm > 0) || !(Alarm >= Calm))
            throw new ArgumentException($"{nameof(Calm)} must be positive and at most {nameof(Alarm)}.", parameter);
    }
}
