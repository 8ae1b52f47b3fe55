namespace Prunella.Health;

/// <summary>How much each kind of evidence counts. Set by hand and by a search on labelled faults of four systems; see docs/results/diagnosis.md for what held-out cases say of it.</summary>
internal sealed record DiagnosisWeights
{
    public static DiagnosisWeights Default { get; } = new();

    /// <summary>Deviations up to which a shift is noise rather than a sign.</summary>
    public double Knee { get; init; } = 3;

    /// <summary>The least scale of a latency, as a share of its ordinary value: smaller changes hurt nobody.</summary>
    public double LatencyFloor { get; init; } = 0.03;

    /// <summary>The least scale of anything else.</summary>
    public double Floor { get; init; } = 0.05;

    /// <summary>The share of the typical value of the same metric elsewhere below which a value is as good as nothing.</summary>
    public double PoolFloor { get; init; } = 0.1;

    public double InternalFall { get; init; } = 0.03;
    public double External { get; init; } = 0.75;
    public double LatencyLess { get; init; } = 0.2;
    public double WaitingLess { get; init; } = 0.3;
    public double CallersWait { get; init; } = 1.9;
    public double CallersDoNot { get; init; } = 0.8;
    public double Lost { get; init; } = 1;
    public double Starves { get; init; } = 0.1;
    public double Host { get; init; } = 0.1;
    public double Activity { get; init; } = 0.05;
    public double ActivityPower { get; init; } = 0.05;
    public double Explained { get; init; } = 0.9;
    public double ExplainedByWaiting { get; init; } = 0.7;
    public double HitCallers { get; init; } = 0.15;
    public double NewCallee { get; init; } = 0.6;
    public double Moves { get; init; } = 0.8;
    public double Unreached { get; init; } = 0.3;
    public double View { get; init; } = 0.3;
    public double Shared { get; init; } = 0.1;
    public double MetricsBesideTraces { get; init; } = 0.3;
    public double Traces { get; init; } = 1;
    public double Flow { get; init; } = 1.3;

    /// <summary>Below this nothing is wrong. Ordinary time cut out of PetShop's data stays below 0.45, but for one window in a hundred or so, where an alarm is named.</summary>
    public double LeastScore { get; init; } = 0.45;

    /// <summary>The same where no alarm is named: then whoever asks holds the window for trouble, and weak signs are worth telling.</summary>
    public double LeastScoreUnalarmed { get; init; } = 0.07;
}
