using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Watching;

namespace Prunella.Telemetry.Live;

/// <summary>How a <see cref="LiveAnalysis"/> looks, and how much it keeps.</summary>
public sealed record LiveAnalysisOptions
{
    /// <summary>Time from one look to the next. Default 10 s; positive.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much of the newest time is compared. Default 60 s; at least <see cref="Period"/>.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much ordinary time before it is compared with: so much at least once there is so much, and twice that at most. Default 15 min; at least twice the <see cref="Window"/>.</summary>
    public TimeSpan Baseline { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long time in which something grave is found is not learnt from; what lasts longer has become ordinary. Default 15 min; not negative.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Looks in a row that must find something before it is told. Default 3; positive.</summary>
    public int LooksToTell { get; init; } = 3;

    /// <summary>Looks in a row that must not find it before it is over. Default 3; positive.</summary>
    public int LooksToEnd { get; init; } = 3;

    /// <summary>The share of what a look finds that may be false. Default 0.01; above 0 and below 1.</summary>
    public double FalseAlarms { get; init; } = 0.01;

    /// <summary>Most bytes of OTLP and of lines that wait for the analysis; beyond, senders are put off and lines are lost and counted. Default 32 MiB; positive.</summary>
    public int QueueBytes { get; init; } = 32 << 20;

    /// <summary>Most spans that are kept of the newest window, of waiting traces and of the sample that is shown, each. Default 20,000; positive.</summary>
    public int MaxSpans { get; init; } = 20_000;

    /// <summary>Most services whose logs are told apart; the records of further ones are counted and left out. Default 32; positive.</summary>
    public int MaxServices { get; init; } = 32;

    /// <summary>Most different statements of a service's log that are told apart. Default 1,000; positive.</summary>
    public int MaxStatements { get; init; } = 1_000;

    /// <summary>Names an error by its text, so that the same one is known again; null, or a null answer, for its service with its exception or else its statement.</summary>
    public Func<LogEvent, string?>? Fingerprint { get; init; }

    /// <summary>How the watch over traces and metrics looks, which tells of slowness sooner.</summary>
    public FaultWatchOptions Watch { get; init; } = new();

    internal void Check(string parameter)
    {
        if (Period <= TimeSpan.Zero || Window < Period || Baseline < 2 * Window || Patience < TimeSpan.Zero)
            throw new ArgumentException($"{nameof(Period)} must be positive, {nameof(Window)} at least as long, {nameof(Baseline)} at least twice that, {nameof(Patience)} not negative.", parameter);
        if (LooksToTell < 1 || LooksToEnd < 1 || QueueBytes < 1 || MaxSpans < 1 || MaxServices < 1 || MaxStatements < 1)
            throw new ArgumentException("All counts must be positive.", parameter);
        if (FalseAlarms is not (> 0 and < 1))
            throw new ArgumentException($"{nameof(FalseAlarms)} lies between 0 and 1.", parameter);
        Watch.Check(parameter);
    }
}
