namespace Prunella.Cli.Demo;

/// <summary>When what happens, since the load began. The same for both runs.</summary>
internal static class CascadeSchedule
{
    public const string Before = "before";
    public const string Slow = "slow";
    public const string Failing = "failing";
    public const string During = "during";
    public const string After = "after";

    /// <summary>By now everything is compiled, and what is usual is known.</summary>
    public static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);

    /// <summary>The inventory takes three seconds for each answer.</summary>
    public static readonly TimeSpan SlowFrom = TimeSpan.FromSeconds(14);

    /// <summary>It answers at once, and wrongly.</summary>
    public static readonly TimeSpan FailingFrom = TimeSpan.FromSeconds(19);

    /// <summary>It is well again.</summary>
    public static readonly TimeSpan WellFrom = TimeSpan.FromSeconds(24);

    public static readonly TimeSpan End = TimeSpan.FromSeconds(34);
}
