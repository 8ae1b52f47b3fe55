namespace Prunella.Bench.Resilience;

/// <summary>A clock that is set by hand, in microseconds; without timers, so that days pass in seconds.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public double Seconds { get; set; }

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => (long)(Seconds * 1e6);

    public override DateTimeOffset GetUtcNow() => Start.AddSeconds(Seconds);
}
