namespace Prunella.Resilience;

/// <summary>One step on the way from a few calls to all of them.</summary>
/// <param name="Share">The share of calls let through, in (0, 1).</param>
/// <param name="Needed">Outcomes wanted before the next decision.</param>
/// <param name="Careful">Whether a faster climb failed before.</param>
/// <param name="Hold">No climb before this moment, in milliseconds of the coarse clock.</param>
/// <param name="LowerCalls">Outcomes at the share below; 0 where nothing is known.</param>
/// <param name="LowerFailures">How many of them failed.</param>
internal readonly record struct RampStep(double Share, int Needed, bool Careful, long Hold, double LowerCalls, double LowerFailures)
{
    private const double LeastShare = 0.1;
    private const double Growth = 1.5;
    private const int FewOutcomes = 5;
    private const int SomeOutcomes = 10;
    private const int ManyOutcomes = 20;
    private const long HoldTime = 1000;
    private const double StandardErrors = 1.6;
    private const double Margin = 0.08;

    /// <summary>The first step after two good probes.</summary>
    public static RampStep First(bool careful) => new(LeastShare, careful ? ManyOutcomes : FewOutcomes, careful, 0, 0, 0);

    /// <summary>Whether this share fares so much worse than the one below that the load itself must be the reason.</summary>
    public bool IsLoadDependent(double calls, double failures)
    {
        if (LowerCalls <= 0 || calls <= 0)
            return false;
        double here = failures / calls;
        double below = LowerFailures / LowerCalls;
        double error = Math.Sqrt(here * (1 - here) / calls + below * (1 - below) / LowerCalls);
        return here - below > StandardErrors * error + Margin;
    }

    /// <summary>The next step up; null where that is everything. A clean first step is followed by a leap.</summary>
    public RampStep? Up(double calls, double failures)
    {
        bool careful = Careful || failures > 0;
        double share = careful ? Share * Growth : Share < 0.5 ? 0.5 : 1;
        return share >= 1 ? null : new RampStep(share, careful ? ManyOutcomes : SomeOutcomes, careful, 0, calls, failures);
    }

    /// <summary>A step back, to be held for a while.</summary>
    public RampStep Down(long now) =>
        new(Math.Max(LeastShare, Share / (Careful ? Growth : 3)), ManyOutcomes, true, now + HoldTime, LowerCalls, LowerFailures);
}
