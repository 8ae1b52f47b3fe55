namespace Prunella.Resilience;

/// <summary>How much of a failure each kind of outcome is, from 0 (a success) to 1 (a failure).</summary>
/// <remarks><see cref="OutcomeKind.Overload"/> and <see cref="OutcomeKind.Cancelled"/> have no weight: they are not counted at all.</remarks>
public sealed record OutcomeWeights
{
    /// <summary>Default 1.</summary>
    public double Error { get; set; } = 1;

    /// <summary>Default 1.</summary>
    public double Timeout { get; set; } = 1;

    /// <summary>Default 1.</summary>
    public double Refused { get; set; } = 1;

    /// <summary>Default 1.</summary>
    public double Invalid { get; set; } = 1;

    /// <summary>A slow answer is still an answer. Default 0.5: slowness alone raises the alarm but opens no circuit.</summary>
    public double Slow { get; set; } = 0.5;

    internal double Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Error => Error,
        OutcomeKind.Timeout => Timeout,
        OutcomeKind.Refused => Refused,
        OutcomeKind.Invalid => Invalid,
        OutcomeKind.Slow => Slow,
        _ => 0,
    };

    internal bool IsValid => IsShare(Error) && IsShare(Timeout) && IsShare(Refused) && IsShare(Invalid) && IsShare(Slow);

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}
