namespace Prunella.Cli.Demo;

/// <summary>When what happens, since the load began. The same for both runs.</summary>
/// <param name="Warm">By now everything is compiled, and what is usual is known.</param>
/// <param name="SlowFrom">The inventory takes three seconds for each answer.</param>
/// <param name="FailingFrom">It answers at once, and wrongly.</param>
/// <param name="WellFrom">It is well again.</param>
/// <param name="End">The load ends.</param>
internal sealed record CascadeSchedule(TimeSpan Warm, TimeSpan SlowFrom, TimeSpan FailingFrom, TimeSpan WellFrom, TimeSpan End)
{
    public const string Before = "before";
    public const string Slow = "slow";
    public const string Failing = "failing";
    public const string During = "during";
    public const string After = "after";

    /// <summary>Long enough to measure by.</summary>
    public static CascadeSchedule Full { get; } = OfSeconds(10, 20, 25, 30, 40);

    /// <summary>Long enough to see what happens.</summary>
    public static CascadeSchedule Short { get; } = OfSeconds(3, 7, 10, 12, 16);

    private static CascadeSchedule OfSeconds(int warm, int slowFrom, int failingFrom, int wellFrom, int end) => new(
        TimeSpan.FromSeconds(warm), TimeSpan.FromSeconds(slowFrom), TimeSpan.FromSeconds(failingFrom), TimeSpan.FromSeconds(wellFrom), TimeSpan.FromSeconds(end));
}
